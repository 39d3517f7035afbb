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
            quoteCharacter = '`',
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
                "a missing table | DROP TABLE reminders | there is no table reminders",
                "a domain | CREATE DOMAIN uid AS varchar(36); ALTER TABLE tags ALTER COLUMN user_id TYPE uid | uid, neither text nor uuid",
                "a partitioned table | ALTER TABLE reminders RENAME TO r; CREATE TABLE reminders (LIKE r) PARTITION BY LIST (id)"
                        + " | reminders is no plain table",
                "a table with heirs | CREATE TABLE heirs () INHERITS (tags) | tags is no plain table",
                "a table of a type | CREATE TYPE shape AS (session_id varchar(64), user_id varchar(36), tag_id bytea, session_state"
                        + " varchar(20), session_data bytea, created_at timestamp, expires_at timestamp, last_activity timestamp);"
                        + " ALTER TABLE opaque_sessions OF shape | opaque_sessions is a table of the type shape",
                "rows of the table within rows | CREATE TABLE archive (old users, n integer) | archive.old holds rows of users",
                "lists of rows of the table | CREATE TABLE archive (old users[]) | archive.old holds rows of users",
                "a pair of columns as key | ALTER TABLE tags ADD UNIQUE (user_id, id); CREATE TABLE pairs (u varchar(36), t integer,"
                        + " FOREIGN KEY (u, t) REFERENCES tags (user_id, id)) | table pairs",
                "a condition of an index | CREATE INDEX of_some ON tags (name) WHERE user_id > 'a' | of_some",
                "statistics | CREATE STATISTICS together ON user_id, title FROM journal_entries | statistics object together",
                "an exclusion | ALTER TABLE reminders ADD CONSTRAINT alone EXCLUDE USING hash (user_id WITH =) | constraint alone",
                "a function with a body in SQL | CREATE FUNCTION mine(u varchar) RETURNS bigint LANGUAGE sql"
                        + " BEGIN ATOMIC SELECT count(*) FROM tags WHERE user_id = u; END | function mine",
                "a sequence of the column | CREATE SEQUENCE numbers OWNED BY tags.user_id | sequence numbers",
                "a default that is no UUID | ALTER TABLE opaque_sessions ALTER COLUMN user_id SET DEFAULT 'nobody'"
                        + " | the default of opaque_sessions.user_id is no UUID: 'nobody'",
                "a uuid column of another use | ALTER TABLE users ADD COLUMN id_uuid uuid NOT NULL DEFAULT gen_random_uuid()"
                        + " | users has a column id_uuid that is in use",
                "a uuid column with an index | ALTER TABLE tags ADD COLUMN user_id_uuid uuid; CREATE INDEX taken ON tags (user_id_uuid)"
                        + " | tags has a column user_id_uuid that is in use",
                "a trigger after ours | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                        + " CREATE TRIGGER \"~~late\" BEFORE UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION f() | trigger ~~late on tags"
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
