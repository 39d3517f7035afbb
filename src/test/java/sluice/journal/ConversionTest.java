package sluice.journal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.task.Request.Action;

/** The whole changelog on the legacy schema, there and back. */
final class ConversionTest {

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void thereAndBackFromEveryTag(String strategy) throws Exception {
        try (Journal journal = Journal.legacy().with(strategy)) {
            var before = journal.fingerprint();
            for (String tag : new String[] {"backed-up", "users-converted", "references-converted", "journal-contracted"}) {
                long t = System.nanoTime();
                journal.require(journal.run(Action.UPDATE, tag));
                System.err.println(
                        journal.value(
                                "SELECT string_agg(table_name || '.' || column_name || ' ' || data_type, ', ') FROM information_schema.columns WHERE table_schema = 'journal' AND (column_name LIKE 'user_id%' OR table_name = 'users' AND column_name LIKE 'id%')"));
                System.err.println(tag + " " + (System.nanoTime() - t) / 1000000);
                journal.require(journal.run(Action.ROLLBACK, "journal-start"));
                System.err.println("back " + (System.nanoTime() - t) / 1000000);
                Diff.print(before, journal.fingerprint());
            }
        }
    }
}
