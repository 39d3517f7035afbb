package sluice.listings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.sql.Sql;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;
import sluice.task.worker.IsolatedWorker;

/** The monolith on a server of its own, in Belgrade's time, which goes away and comes back. */
final class TwoServersTest {

    private static final EmbeddedOptions BELGRADE =
            new EmbeddedOptions(0, false, Map.of("timezone", "Europe/Belgrade"));

    @TempDir
    private Path home;

    @Test
    void aSourceThatGoesAwayInTheMiddleEndsTheRunAndTheSameCommandGoesOn() {
        try (Move move = new Move();
                IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            move.atSource("""
                    INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at)
                    SELECT n, 7, 1002, 'One of many', 1, '2025-01-01', '2025-01-01' FROM generate_series(10001, 10900) n""");
            move.with(Key.BATCH_SIZE, "20").with(Key.BATCH_SIZE_MAX, "20").with(Key.RETRIES, "0");
            AtomicLong kept = new AtomicLong();
            ProgressListener cutting = new ProgressListener() {
                @Override
                public void rows(String changeset, long rows, long estimate) {
                    if (rows >= 100 && kept.compareAndSet(0, rows)) {
                        move.target
                                .superuser()
                                .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                                        + move.source.name() + "'");
                    }
                }
            };

            Report lost = worker.run(move.request(Action.UPDATE, ""), cutting);

            assertThat(lost.error()).contains("monolith").contains("run the same command again");
            long copied = Long.parseLong(move.value("SELECT count(*) FROM listings.listings"));
            assertThat(copied).isBetween(kept.get(), 909L);

            Report report = move.update(worker);

            assertThat(report.error()).isEmpty();
            assertThat(move.value("SELECT count(*) FROM listings.listings")).isEqualTo("910");
            assertThat(report.rows()).isLessThan(910L + 16);
        }
    }

    @Test
    void aSourceThatIsAwayIsToldAndTheSameCommandGoesOnWhenItIsBack() throws Exception {
        try (Move move = new Move();
                IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            String url;
            try (EmbeddedServer server = EmbeddedServer.join(home, BELGRADE)) {
                url = server.url("postgres");
                try (Connection connection = DriverManager.getConnection(url, "postgres", "none")) {
                    Sql.on(connection).run(Move.file("changelogs/listings/legacy/monolith.sql") + AwkwardRows.SQL);
                }
            }
            move.monolith("URL", url).monolith("USERNAME", "postgres").with(Key.RETRIES, "0");

            Report away = move.update(worker);

            assertThat(away.error()).contains("127.0.0.1").doesNotContain("password=");
            assertThat(move.value("SELECT count(*) FROM listings.listings")).isEqualTo("0");
            try (EmbeddedServer server = EmbeddedServer.join(home, BELGRADE)) {
                move.monolith("URL", server.url("postgres")).monolith("ZONE", "Europe/Belgrade");

                Report report = move.update(worker);

                assertThat(report.error()).isEmpty();
                assertThat(report.counts()).containsEntry("listings copied", 10L + AwkwardRows.COPIED);
                assertThat(move.value("SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') "
                                + "FROM listings.listings WHERE id = 1101"))
                        .isEqualTo("2025-07-01 10:00:00");
                assertThat(move.run(worker, Action.EXPLAIN, "").text())
                        .contains("copies from the source monolith into listings, listing_images, by id");
            }
        }
    }
}
