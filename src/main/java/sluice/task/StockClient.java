package sluice.task;

import liquibase.Scope;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.Pace;
import sluice.batch.StepKey;
import sluice.batch.Throttle;
import sluice.batch.copy.Servers;
import sluice.environment.contexts.SourceReading;

/** Liquibase under a client that is not ours: Maven's plugin, its own command line, or the loop that we measure against. */
public final class StockClient {

    private static final System.Logger LOG = System.getLogger("sluice");
    private static final long LINE_EVERY_NANOS = 10_000_000_000L;

    /** The key in Liquibase's scope under which, once it is true, nothing of ours takes part: no lock, no order of history. */
    public static final String ALONE = "sluice.stock";

    private StockClient() {}

    /** Whether nothing of ours shall take part. */
    public static boolean isAlone() {
        return Boolean.TRUE.equals(Scope.getCurrentScope().get(ALONE, Boolean.class));
    }

    /** What a planned change is run with there. */
    static Surroundings surroundings() {
        return new Surroundings(
                Pace.DEFAULT,
                new Lines(),
                () -> Thread.currentThread().isInterrupted(),
                Throttle.NONE,
                result -> LOG.log(System.Logger.Level.INFO, "{0} rows, {1}", result.rows(), result.counts()),
                new Servers(SourceReading.ofVariables(System.getenv()), System.getenv(), null, Integer.MAX_VALUE));
    }

    /** A line every ten seconds. */
    private static final class Lines implements BatchListener {
        private long last = System.nanoTime();

        @Override
        public void committed(StepKey key, Checkpoint checkpoint, long estimate) {
            if (System.nanoTime() - last > LINE_EVERY_NANOS) {
                last = System.nanoTime();
                LOG.log(System.Logger.Level.INFO, "{0}: {1} rows", key.changeset(), checkpoint.rows());
            }
        }

        @Override
        public void notice(StepKey key, String message) {
            LOG.log(System.Logger.Level.WARNING, key.changeset() + ": " + message);
        }
    }
}
