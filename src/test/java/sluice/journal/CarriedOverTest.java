package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;

/** What hangs on the columns comes along; and what the old script left behind is taken as it is. */
final class CarriedOverTest {

    static final String RICH = """
            ALTER TABLE tags DROP CONSTRAINT tags_user_id_fkey,
                ADD CONSTRAINT owner FOREIGN KEY (user_id) REFERENCES users (id) ON UPDATE CASCADE ON DELETE CASCADE
                    DEFERRABLE INITIALLY DEFERRED,
                ADD CONSTRAINT once UNIQUE (user_id, name), ALTER COLUMN user_id SET STATISTICS 500;
            ALTER TABLE reminders DROP CONSTRAINT reminders_user_id_fkey, ALTER COLUMN user_id DROP NOT NULL,
                ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;
            UPDATE reminders SET user_id = NULL WHERE id % 10 = 0;
            ALTER TABLE users ALTER COLUMN id SET DEFAULT gen_random_uuid()::text;
            CREATE INDEX recent ON journal_entries (user_id, created_at DESC NULLS LAST) INCLUDE (title) WITH (fillfactor = 80)
                WHERE title IS NOT NULL;
            CREATE INDEX hashed ON tags USING hash (user_id);
            COMMENT ON COLUMN users.id IS 'who';
            COMMENT ON INDEX recent IS 'the newest first';
            COMMENT ON CONSTRAINT owner ON tags IS 'whose';
            COMMENT ON CONSTRAINT once ON tags IS 'no twins';
            GRANT SELECT (id, email), UPDATE (id) ON users TO PUBLIC;
            GRANT SELECT (user_id) ON tags TO pg_monitor WITH GRANT OPTION;
            ALTER TABLE tags CLUSTER ON once;
            ALTER TABLE users ALTER COLUMN id SET STORAGE MAIN, ALTER COLUMN id SET (n_distinct = -1);
            ALTER TABLE tags ALTER COLUMN user_id SET COMPRESSION pglz;
            COMMENT ON COLUMN journal_entries.user_id IS 'who wrote it';
            ALTER SEQUENCE journal_entries_id_seq INCREMENT 3 CACHE 1;
            GRANT USAGE ON SEQUENCE journal_entries_id_seq TO pg_monitor;
            GRANT SELECT, INSERT ON journal_entries, users TO pg_monitor;
            ALTER TABLE journal_entries SET (fillfactor = 95);
            CREATE UNIQUE INDEX named ON tags (user_id, lower(name), (color || '-' || name) DESC);
            ALTER INDEX named ALTER COLUMN 2 SET STATISTICS 300;
            ALTER TABLE opaque_sessions DROP CONSTRAINT opaque_sessions_pkey, ADD PRIMARY KEY (user_id, session_id) INCLUDE (tag_id);
            ALTER TABLE reminders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY active ON reminders USING (is_active);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE VIEW addresses AS SELECT email FROM users;
            """;

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void rulesNamesCommentsGrantsAndDefaultsComeAlong(String strategy) throws Exception {
        try (Journal journal = Journal.legacy().with(strategy)) {
            journal.execute(RICH);
            var before = JournalState.read(journal.database());

            journal.require(journal.update());

            var after = JournalState.read(journal.database());
            assertThat(after.entrySet().stream()
                            .filter(entry -> entry.getKey()
                                    .matches("(constraint|index|expressions|policy|trigger|relation) journal\\..*")))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo(before.get(entry.getKey())));
            assertThat(after.get("columns journal.users"))
                    .contains("who")
                    .contains("id uuid NOT NULL DEFAULT")
                    .contains("{=rw/");
            assertThat(after.get("columns journal.tags")).contains("pg_monitor=r*");
            assertThat(journal.value("SELECT count(*) FROM reminders WHERE user_id IS NULL"))
                    .isEqualTo(15L);
            assertThat(journal.value("SELECT string_agg(obj_description(oid), ',' ORDER BY conname) FROM pg_constraint"
                            + " WHERE conname IN ('once', 'owner')"))
                    .isEqualTo("no twins,whose");
            assertThat(journal.value("SELECT indisclustered FROM pg_index WHERE indexrelid = 'once'::regclass"))
                    .isEqualTo(true);

            journal.require(journal.run(Action.ROLLBACK, "journal-start"));

            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }

    private static final String OLD_SCRIPT = """
            ALTER TABLE users ADD COLUMN id_uuid uuid;
            UPDATE users SET id_uuid = id::uuid;
            ALTER TABLE users DROP COLUMN id CASCADE;
            ALTER TABLE users RENAME COLUMN id_uuid TO id;
            ALTER TABLE users ADD PRIMARY KEY (id);
            ALTER TABLE tags ADD COLUMN user_id_uuid uuid;
            UPDATE tags SET user_id_uuid = user_id::uuid;
            ALTER TABLE tags DROP COLUMN user_id CASCADE;
            ALTER TABLE tags RENAME COLUMN user_id_uuid TO user_id;
            ALTER TABLE tags ADD CONSTRAINT fk_tags_user_id FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE journal_entries ADD COLUMN user_id_uuid uuid;
            UPDATE journal_entries SET user_id_uuid = user_id::uuid WHERE id < 700;
            UPDATE journal_entries SET user_id_uuid = '00000000-0000-4000-8000-00000000abcd' WHERE id = 1;
            """;

    @Test
    void whatTheOldScriptLeftHalfDoneIsFinished() throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(OLD_SCRIPT);
            var before = JournalState.read(journal.database());

            journal.require(journal.update());

            assertThat(
                            journal.value(
                                    "SELECT count(*) FROM pg_attribute a WHERE a.attname = 'user_id' AND a.atttypid = 'uuid'::regtype"
                                            + " AND a.attnotnull AND a.attrelid IN ('tags'::regclass, 'journal_entries'::regclass, 'secret_tags'::regclass)"))
                    .isEqualTo(3L);
            assertThat(journal.value(
                            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confrelid = 'users'::regclass"))
                    .isEqualTo(4L);
            assertThat(
                            journal.value(
                                    "SELECT count(*) FROM journal_entries e WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = e.user_id)"))
                    .isEqualTo(0L);

            journal.require(journal.run(Action.ROLLBACK, "journal-start"));

            var back = JournalState.read(journal.database());
            back.remove("rows journal.journal_entries");
            before.remove("rows journal.journal_entries"); // the column that the script left is full now
            assertThat(back).isEqualTo(before);
        }
    }

    @Test
    void aLostSessionAtAnyPointIsOnlyADelay() throws Exception {
        try (Journal journal = Journal.legacy();
                Journal undisturbed = journal.copy()) {
            undisturbed.require(undisturbed.update());
            Thread killer = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    try (var connection = journal.database().superuser().connect();
                            var statement = connection.createStatement()) {
                        statement.execute(
                                "SELECT pg_sleep(random() * 0.6), count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                    } catch (java.sql.SQLException e) {
                        return;
                    }
                }
            });
            killer.start();
            int lost = 0;
            Report report = journal.update();
            while (!report.error().isEmpty() && lost < 40) {
                lost++;
                if (lost == 25) {
                    killer.interrupt();
                }
                report = journal.update();
            }
            killer.interrupt();
            killer.join();
            journal.require(journal.update());

            assertThat(lost).isPositive();
            assertThat(JournalState.read(journal.database())).isEqualTo(JournalState.read(undisturbed.database()));
        }
    }
}
