package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.task.request.Request.Action;

/** The whole changelog on the legacy schema, there and back, with both strategies. */
final class ConversionTest {

    private static final String NOT_EQUAL = """
            SELECT count(*) FROM users u FULL JOIN kept.users k ON k.email = u.email
            WHERE u.id IS DISTINCT FROM k.id::uuid
            """;

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void everyIdIsTheOldTextAsUuidAndAllElseIsAsItWas(String strategy) throws Exception {
        try (Journal journal = Journal.legacy().with(strategy)) {
            journal.execute("CREATE SCHEMA kept; CREATE TABLE kept.users AS SELECT id, email FROM users;"
                    + "CREATE TABLE kept.entries AS SELECT id, user_id FROM journal_entries");
            var before = JournalState.read(journal.database());

            journal.require(journal.update());

            assertThat(journal.value(NOT_EQUAL)).isEqualTo(0L);
            assertThat(journal.value("""
                    SELECT count(*) FROM journal_entries e FULL JOIN kept.entries k USING (id)
                    WHERE e.user_id IS DISTINCT FROM k.user_id::uuid
                    """)).isEqualTo(0L);
            var after = JournalState.read(journal.database());
            after.keySet().removeIf(name -> name.contains("migration_backup"));
            assertThat(after.keySet()).isEqualTo(before.keySet());
            assertThat(after.entrySet().stream()
                            .filter(entry -> entry.getKey().matches("(constraint|index|trigger|sequence|function).*")))
                    .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo(before.get(entry.getKey())));
            assertThat(after.get("columns journal.users")).contains("id uuid NOT NULL");
            assertThat(after.get("columns journal.opaque_sessions")).contains("user_id uuid NOT NULL");
        }
    }

    @ParameterizedTest
    @CsvSource({"online,rewrite", "rewrite,online"})
    void whatOneStrategyHasDoneTheOtherTakesBack(String there, String back) throws Exception {
        try (Journal journal = Journal.legacy().with(there)) {
            var before = JournalState.read(journal.database());

            journal.require(journal.run(Action.UPDATE, "references-converted"));
            journal.with(back).require(journal.run(Action.ROLLBACK, "journal-start"));

            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }

    @Test
    void stepByStepBackIsAlsoStepByStepForward() throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.require(journal.update());
            var converted = JournalState.read(journal.database());

            journal.require(journal.run(Action.ROLLBACK, "references-converted"));
            journal.require(journal.run(Action.ROLLBACK, "users-converted"));
            assertThat(journal.value("SELECT pg_typeof(id)::text FROM users LIMIT 1"))
                    .isEqualTo("character varying");
            journal.require(journal.update());

            assertThat(JournalState.read(journal.database())).isEqualTo(converted);
        }
    }

    @Test
    void emptyTablesAreConvertedLikeFullOnes() throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(
                    "TRUNCATE opaque_sessions, reminders, journal_entry_tags, tags, journal_entries, secret_tags, users;"
                            + "DROP TABLE opaque_sessions");

            journal.require(journal.update());

            assertThat(journal.value("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'journal'"
                            + " AND data_type = 'uuid' AND column_name IN ('id', 'user_id')"))
                    .isEqualTo(5L);
        }
    }

    // what the old script and a run that was killed leave in the log
    private static final String EARLIER = """
            INSERT INTO migration_log (operation, status, message, started_at) VALUES
                ('backup', 'completed', 'Backup completed', '2025-07-14'),
                ('migrate_users', 'failed', 'column "id_uuid" already exists', '2025-07-14'),
                ('journal::020-fill-users-uuid::journal', 'running', NULL, '2025-07-15')
            """;

    @Test
    void theGuidesQueriesOnTheLogTellWhatRanAndWhatFailed() throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(EARLIER + "; CREATE VIEW people AS SELECT id FROM users");
            assertThat(journal.update().error()).contains("view people");
            journal.execute("DROP VIEW people");
            journal.require(journal.update());

            // what failed, and why
            assertThat(journal.value("SELECT string_agg(operation || ' ' || (message LIKE '%view people%')::text, ',')"
                            + " FROM migration_log WHERE status = 'failed' AND operation LIKE 'journal::%'"))
                    .isEqualTo("journal::010-check-user-ids::journal true");
            // what runs now, and what hangs
            assertThat(journal.value("SELECT count(*) FROM migration_log"
                            + " WHERE status NOT IN ('completed', 'failed') AND completed_at IS NULL"))
                    .isEqualTo(0L);
            assertThat(journal.value("SELECT string_agg(status, ',' ORDER BY id) FROM migration_log"
                            + " WHERE operation LIKE '%020-fill%'"))
                    .isEqualTo("interrupted,completed");
            // how long each operation took
            assertThat(journal.value("SELECT count(*) FROM migration_log WHERE operation LIKE 'journal::%'"
                            + " AND (completed_at - started_at IS NULL OR completed_at < started_at)"))
                    .isEqualTo(0L);
            assertThat(journal.value("SELECT sum(rows) FROM migration_log WHERE operation LIKE '%020-fill%'")
                            .toString())
                    .isEqualTo("300");
        }
    }
}
