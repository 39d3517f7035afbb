package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.task.Report;

/** What can't be converted stops the run by name, and nothing has changed. */
final class ObstacleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an id that is no UUID | INSERT INTO users (id, email) VALUES ('not-a-uuid', 'a@b') | 'not-a-uuid'",
                "an id that only Python reads | INSERT INTO users (id, email) VALUES ('0x0123456789abcdef0123456789abcd', 'a@b')"
                        + " | 1 values of users.id are no UUID",
                "a session of nobody | INSERT INTO opaque_sessions (session_id, user_id) VALUES ('s', ' ') | opaque_sessions.user_id",
                "ids that differ in case | INSERT INTO users (id, email) SELECT upper(id), 'a@b' FROM users WHERE id ~ '^[a-f].*-' ORDER BY"
                        + " (id = lower(id)) DESC, id LIMIT 1 | would become one uuid",
                "a view | CREATE VIEW people AS SELECT id FROM users | view people",
                "a materialized view | CREATE MATERIALIZED VIEW counts AS SELECT user_id, count(*) FROM tags GROUP BY 1 | materialized view counts",
                "a policy | CREATE POLICY own ON tags USING (user_id = CURRENT_USER) | policy own",
                "a generated column | ALTER TABLE users ADD COLUMN short text GENERATED ALWAYS AS (left(id, 8)) STORED | short",
                "a check | ALTER TABLE tags ADD CONSTRAINT named CHECK (user_id <> '') | constraint named",
                "an index on an expression | CREATE INDEX by_lower ON tags (lower(user_id)) | by_lower",
                "an index for patterns | CREATE INDEX by_pattern ON tags (user_id varchar_pattern_ops) | by_pattern",
                "a foreign key from elsewhere | CREATE TABLE notes (u varchar(36) REFERENCES users (id)) | notes",
                "a trigger on the column | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                        + " CREATE TRIGGER watch BEFORE UPDATE OF user_id ON tags FOR EACH ROW EXECUTE FUNCTION f() | trigger watch",
                "another type | ALTER TABLE opaque_sessions ALTER COLUMN user_id TYPE bytea USING '' | neither text nor uuid",
                "a missing table | DROP TABLE reminders | there is no table reminders"
            })
    void stopsTheRunByName(String situation, String made, String told) throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(made);
            var before = JournalState.read(journal.database());

            Report report = journal.update();

            assertThat(report.error()).contains("nothing was changed").contains(told);
            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }
}
