package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import sluice.task.Request.Action;

/** What each strategy costs beside the hand-written transaction; runs with -Djournal.users=200000 only. */
@EnabledIfSystemProperty(named = "journal.users", matches = "\\d+", disabledReason = "measures; give journal.users")
final class StrategyTimesTest {

    private static final String BY_HAND = """
            BEGIN;
            ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_user_id_fkey;
            ALTER TABLE tags DROP CONSTRAINT tags_user_id_fkey;
            ALTER TABLE reminders DROP CONSTRAINT reminders_user_id_fkey;
            ALTER TABLE secret_tags DROP CONSTRAINT secret_tags_user_id_fkey;
            ALTER TABLE users ALTER COLUMN id TYPE uuid USING id::uuid;
            ALTER TABLE journal_entries ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE tags ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE reminders ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE secret_tags ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE opaque_sessions ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE journal_entries ADD FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE tags ADD FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE reminders ADD FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE secret_tags ADD FOREIGN KEY (user_id) REFERENCES users (id);
            COMMIT""";

    @Test
    void bothStrategiesKeepTheirPromise() throws Exception {
        try (Journal journal = Journal.legacy()) {
            LiveTest.more(journal, Integer.getInteger("journal.users"));
            try (Journal rewritten = journal.copy();
                    Journal online = journal.copy()) {
                long byHand = time(() -> journal.execute(BY_HAND));
                rewritten.with("rewrite").require(rewritten.run(Action.UPDATE, "users-converted"));
                long rewrite = time(() -> rewritten.require(rewritten.run(Action.UPDATE, "references-converted")));
                online.require(online.run(Action.UPDATE, "backed-up"));
                long live = time(() -> online.require(online.run(Action.UPDATE, "references-converted")));

                assertThat(new long[] {rewrite, live})
                        .as("ms by hand %s, rewrite %s, online %s", byHand, rewrite, live)
                        .satisfies(times -> assertThat(times[0]).isLessThan(byHand * 115 / 100))
                        .satisfies(times -> assertThat(times[1]).isLessThan(byHand * 3));
            }
        }
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
