package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;

/** The copies stay until somebody asks for the cleanup, and until the conversion is proved. */
final class CleanupTest {

    private static final String COPIES = "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables"
            + " WHERE schemaname = 'migration_backup'";
    private static final String ALL = "journal.journal_entries journal.opaque_sessions journal.reminders"
            + " journal.secret_tags journal.tags journal.users";

    @Test
    void theCopiesOfAllTablesStayUntilTheyAreAskedToGo() throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute("TRUNCATE reminders");

            journal.require(journal.update());

            assertThat(journal.value(COPIES)).isEqualTo(ALL);
            assertThat(journal.database()
                            .preview()
                            .query("SELECT count(*) FROM migration_backup.\"journal.opaque_sessions\"")
                            .get(0)
                            .get(0))
                    .isEqualTo(journal.value("SELECT count(*) FROM opaque_sessions"));

            journal.require(journal.in("demo,cleanup").update());

            assertThat(journal.value(COPIES)).isNull();
            journal.require(journal.run(Action.ROLLBACK, "journal-start"));
            assertThat(journal.value("SELECT pg_typeof(id)::text FROM users LIMIT 1"))
                    .isEqualTo("character varying");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a lost foreign key | ALTER TABLE tags DROP CONSTRAINT tags_user_id_fkey | tags has no valid foreign key",
                "a lost index | DROP INDEX ix_reminders_id | ix_reminders_id",
                "a lost rule | ALTER TABLE reminders ALTER COLUMN user_id DROP NOT NULL | reminders.user_id",
                "a row of another user | UPDATE journal_entries SET user_id = (SELECT max(id::text)::uuid FROM users)"
                        + " | journal_entries differs from its copy"
            })
    void nothingGoesWhileSomethingIsWrong(String situation, String made, String told) throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.require(journal.update());
            journal.execute(made);

            Report report = journal.in("demo,cleanup").update();

            assertThat(report.error()).contains("The copies stay").contains(told);
            assertThat(journal.value(COPIES)).isEqualTo(ALL);
        }
    }
}
