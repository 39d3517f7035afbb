package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.task.request.Request.Action;

/**
 * From every tag the way back leads to the start, with all that the schema had (the order of columns aside), and with what
 * the application wrote meanwhile: as if there had been its writes only.
 */
final class RollbackTest {

    private static final List<String> TAGS =
            List.of("backed-up", "users-converted", "references-converted", "journal-contracted");

    // the application's statements, which name ids as it always did, whatever type they have
    private static final String WRITES = """
            INSERT INTO users (id, email, created_at, updated_at)
            VALUES ('00000000-0000-4000-8000-00000000abcd', 'late@example.org', '2025-05-05', '2025-05-05');
            INSERT INTO journal_entries (content, entry_date, user_id, created_at, updated_at)
            SELECT 'late', '2025-05-05', id, '2025-05-05', '2025-05-05'
            FROM users WHERE email IN ('late@example.org', 'user7@example.org') ORDER BY email;
            UPDATE journal_entries SET user_id = '00000000-0000-4000-8000-00000000abcd', title = 'given away' WHERE id < 20;
            UPDATE reminders SET user_id = NULL, updated_at = '2025-05-05' WHERE id = 3;
            INSERT INTO opaque_sessions (session_id, user_id) VALUES ('late', 'aaaaaaaa-0000-4000-8000-00000000abcd');
            INSERT INTO tags (name, user_id, created_at, updated_at)
            SELECT 'late', id, '2025-05-05', '2025-05-05' FROM users WHERE email = 'user7@example.org';
            DELETE FROM opaque_sessions WHERE session_id <> 'late';
            DELETE FROM journal_entry_tags WHERE entry_id BETWEEN 100 AND 110;
            DELETE FROM journal_entries WHERE id BETWEEN 100 AND 110
            """;
    // as long as the columns are texts, they keep what is written as it is written
    private static final String TEXTS = """
            ;INSERT INTO users (id, email, created_at, updated_at)
            VALUES ('AAAAAAAA-0000-4000-8000-00000000ABCD', 'capital@example.org', '2025-05-05', '2025-05-05');
            UPDATE tags SET user_id = 'AAAAAAAA-0000-4000-8000-00000000ABCD' WHERE id = 1
            """;

    static Stream<Arguments> everyTag() {
        return Stream.of("online", "rewrite")
                .flatMap(strategy -> TAGS.stream().map(tag -> Arguments.of(strategy, tag)));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("everyTag")
    void leadsToTheStartWithAllThatWasWrittenSince(String strategy, String tag) throws Exception {
        try (Journal journal = Journal.legacy().with(strategy)) {
            journal.execute(CarriedOverTest.RICH);
            String writes = TAGS.indexOf(tag) < TAGS.indexOf("references-converted") ? WRITES + TEXTS : WRITES;
            try (Journal unconverted = journal.copy()) {
                journal.require(journal.run(Action.UPDATE, tag));
                journal.execute(writes);
                unconverted.execute(writes);

                journal.require(journal.run(Action.ROLLBACK, "journal-start"));

                assertThat(JournalState.read(journal.database())).isEqualTo(JournalState.read(unconverted.database()));
            }
            assertThat(journal.value("SELECT count(*) FROM sluice_undo")).isEqualTo(0L);
        }
    }
}
