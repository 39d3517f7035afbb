package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.task.request.Request.Action;

/** Rows whose id is no UUID may be set aside, with what refers to them, until the conversion is taken back. */
final class QuarantineTest {

    private static final String INVALID = """
            INSERT INTO users (id, email, created_at) VALUES
                ('not-a-uuid', 'a@b', '2025-01-02 03:04:05.678901+00'), (' ', 'c@d', now());
            INSERT INTO journal_entries (content, entry_date, user_id, wrap_iv)
            VALUES ('kept', now(), 'not-a-uuid', '\\x00ff');
            INSERT INTO reminders (title, message, frequency, time, user_id) VALUES ('r', 'm', 'CUSTOM', now(), ' ');
            INSERT INTO opaque_sessions (session_id, user_id) VALUES ('s', 'nobody')
            """;

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void theyGoAsideAndComeBack(String strategy) throws Exception {
        try (Journal journal = Journal.legacy().with(strategy)) {
            journal.execute(INVALID);
            var before = JournalState.read(journal.database());
            assertThat(journal.update().error())
                    .contains("2 values of users.id are no UUID", "'not-a-uuid'", "quarantine");

            journal.onInvalid("quarantine").require(journal.update());

            assertThat(journal.value("SELECT count(*) FROM sluice_undo WHERE relation LIKE 'rows of %'"))
                    .isEqualTo(5L);
            assertThat(journal.value("SELECT count(*) FROM users")).isEqualTo(300L);
            assertThat(journal.onInvalid("fail").update().error())
                    .as("the policy is no part of the checksum")
                    .isEmpty();

            journal.require(journal.run(Action.ROLLBACK, "journal-start"));

            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }
}
