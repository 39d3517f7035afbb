package sluice.fleet.crew;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import sluice.environment.Settings;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** Schemas side by side, with the rules of when the rest is not begun any more. */
public final class ParallelRun {

    private final Settings settings;
    private final FleetListener listener;
    private final BooleanSupplier stopWanted;
    private final AtomicInteger failed = new AtomicInteger();

    /**
     * @param settings canaries, how many at once, and after how many failures the rest is left
     * @param stopWanted asked before each schema
     */
    public ParallelRun(Settings settings, FleetListener listener, BooleanSupplier stopWanted) {
        this.settings = settings;
        this.listener = listener;
        this.stopWanted = stopWanted;
    }

    /** Works on all schemas: canaries first, and nothing more if one of them fails. */
    public List<SchemaReport> run(List<String> schemas, Function<String, SchemaReport> work) {
        int canaries = Math.min(settings.canary(), schemas.size());
        List<SchemaReport> reports = new ArrayList<>(wave(schemas.subList(0, canaries), schemas.size(), work));
        boolean canaryFailed = failed.get() > 0;
        List<String> rest = schemas.subList(canaries, schemas.size());
        if (canaryFailed) {
            rest.forEach(
                    schema -> reports.add(SchemaReport.of(schema, Outcome.SKIPPED, "not started: a canary failed")));
        } else {
            reports.addAll(wave(rest, schemas.size(), work));
        }
        return reports;
    }

    private List<SchemaReport> wave(List<String> schemas, int all, Function<String, SchemaReport> work) {
        ExecutorService threads = Executors.newFixedThreadPool(settings.parallel());
        try {
            List<Future<SchemaReport>> futures = schemas.stream()
                    .map(schema -> threads.submit(() -> one(schema, all, work)))
                    .toList();
            List<SchemaReport> reports = new ArrayList<>();
            for (Future<SchemaReport> future : futures) {
                reports.add(future.get());
            }
            return reports;
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while schemas were worked on", stop);
        } finally {
            threads.shutdown();
        }
    }

    private SchemaReport one(String schema, int all, Function<String, SchemaReport> work) {
        SchemaReport report = stopped(schema, all);
        if (report == null) {
            listener.started(schema);
            report = attempted(schema, work);
            if (report.outcome() == Outcome.FAILED) {
                failed.incrementAndGet();
            }
        }
        listener.ended(report);
        return report;
    }

    private SchemaReport stopped(String schema, int all) {
        if (stopWanted.getAsBoolean()) {
            return SchemaReport.of(schema, Outcome.STOPPED, "not started; run the same command again to go on");
        }
        boolean tooMany = settings.maxFailures().exceededBy(failed.get(), all);
        return failed.get() > 0 && (settings.stopOnError() || tooMany)
                ? SchemaReport.of(schema, Outcome.SKIPPED, "not started: too many schemas failed before")
                : null;
    }

    /** A fault of our own in one schema must not hide what became of the others. */
    private static SchemaReport attempted(String schema, Function<String, SchemaReport> work) {
        try {
            return work.apply(schema);
        } catch (RuntimeException fault) {
            return SchemaReport.of(schema, Outcome.FAILED, String.valueOf(fault.getMessage()));
        } catch (LinkageError | StackOverflowError fault) {
            return SchemaReport.of(schema, Outcome.FAILED, fault.toString());
        }
    }
}
