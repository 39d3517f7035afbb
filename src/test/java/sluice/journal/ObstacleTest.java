package sluice.journal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.task.request.Report;

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
                "another type | CREATE DOMAIN uid AS varchar(36); ALTER TABLE tags ALTER COLUMN user_id TYPE uid | tags.user_id is uid, neither text nor uuid",
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

    /** What was made, and what is told of it. */
    private static final Map<String, String> MANY = Map.ofEntries(
            entry(
                    "ALTER TABLE reminders RENAME TO r; CREATE TABLE reminders (LIKE r) PARTITION BY LIST (id)",
                    "reminders is no plain table"),
            entry("CREATE TABLE heirs () INHERITS (secret_tags)", "secret_tags is no plain table"),
            entry("""
                    CREATE TYPE shape AS (session_id varchar(64), user_id varchar(36), tag_id bytea, session_state varchar(20),
                        session_data bytea, created_at timestamp, expires_at timestamp, last_activity timestamp);
                    ALTER TABLE opaque_sessions OF shape""", "opaque_sessions is a table of the type shape"),
            entry("CREATE TABLE archive (old users, n integer)", "archive.old holds rows of users"),
            entry(
                    "CREATE DOMAIN people AS users[]; CREATE TYPE folder AS (n integer, p people); CREATE TABLE lists (of_old folder)",
                    "lists.of_old holds rows of users"),
            entry("""
                    ALTER TABLE tags ADD UNIQUE (user_id, id);
                    CREATE TABLE pairs (u varchar(36), t integer, FOREIGN KEY (u, t) REFERENCES tags (user_id, id))""", "table pairs"),
            entry("CREATE INDEX of_some ON tags (name) WHERE user_id > 'a'", "of_some"),
            entry("CREATE STATISTICS together ON user_id, title FROM journal_entries", "statistics object together"),
            entry("ALTER TABLE tags ADD CONSTRAINT alone EXCLUDE USING hash (user_id WITH =)", "constraint alone"),
            entry("""
                    CREATE FUNCTION mine(u varchar) RETURNS bigint LANGUAGE sql
                    BEGIN ATOMIC SELECT count(*) FROM tags WHERE user_id = u; END""", "function mine"),
            entry("CREATE SEQUENCE numbers OWNED BY tags.user_id", "sequence numbers"),
            entry(
                    "ALTER TABLE tags ALTER COLUMN user_id SET DEFAULT 'nobody'",
                    "the default of tags.user_id is no UUID: 'nobody'"),
            entry(
                    "ALTER TABLE users ADD COLUMN id_uuid uuid; ALTER TABLE users ALTER COLUMN id_uuid SET DEFAULT gen_random_uuid()",
                    "users has a column id_uuid that is in use"),
            entry(
                    "ALTER TABLE journal_entries ADD COLUMN user_id_uuid uuid; CREATE INDEX taken ON journal_entries (user_id_uuid)",
                    "journal_entries has a column user_id_uuid that is in use"),
            entry("""
                    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TRIGGER "~~late" BEFORE UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION f()""", "trigger \"~~late\" on tags"));

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void manyAreToldAtOnce(String strategy) throws Exception {
        try (Journal journal = Journal.legacy().with(strategy)) {
            MANY.keySet().forEach(journal::execute);
            var before = JournalState.read(journal.database());

            assertThat(journal.update().error()).contains("nothing was changed").contains(MANY.values());
            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }

    @Test
    void rowsThatTheirOwnerDoesNotSeeAreNotForgotten() {
        try (Journal journal = Journal.legacy()) {
            String owner = journal.database().role("owner");
            journal.database().superuser().execute("""
                    SET search_path = journal;
                    CREATE ROLE %1$s LOGIN PASSWORD '%1$s';
                    DO $$ DECLARE t text; BEGIN
                        EXECUTE format('GRANT CREATE ON DATABASE %%I TO %1$s', current_database());
                        FOR t IN SELECT format('ALTER TABLE %%I OWNER TO %1$s', tablename) FROM pg_tables WHERE schemaname = 'journal'
                            UNION ALL SELECT 'ALTER SCHEMA journal OWNER TO %1$s' LOOP EXECUTE t;
                        END LOOP; END $$;
                    ALTER TABLE tags ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                    CREATE POLICY coloured ON tags USING (color <> '#000000')
                    """.formatted(owner));

            assertThat(journal.as(owner).update().error())
                    .contains("nothing was changed")
                    .contains("row security hides rows of tags from " + owner);

            journal.database().superuser().execute("ALTER TABLE journal.tags NO FORCE ROW LEVEL SECURITY");
            journal.require(journal.update());
        }
    }
}
