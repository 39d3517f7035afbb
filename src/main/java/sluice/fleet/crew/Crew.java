package sluice.fleet.crew;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Target;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.request.Request.Action;

/** Those who do the work on a schema: requests written out in full, and given to whichever worker is free. */
public final class Crew implements AutoCloseable {

    private final Changelog changelog;
    private final Settings settings;
    private final FleetListener listener;
    private final Workers workers;

    /**
     * @param listener hears what workers tell, by schema
     * @param stopWanted asked by workers between batches
     */
    public Crew(Changelog changelog, Settings settings, FleetListener listener, BooleanSupplier stopWanted) {
        this.changelog = changelog;
        this.settings = settings;
        this.listener = listener;
        this.workers = new Workers(stopWanted);
    }

    /**
     * Asks in one schema; trouble comes back as a report.
     *
     * @param argument what the action needs: a tag, a changeset, a number; empty for nothing
     */
    public Report ask(String schema, Action action, String argument, Target where) {
        return ask(where.forSchema(schema), action, argument, new ProgressListener() {
            @Override
            public void rows(String changeset, long rows, long estimate) {
                listener.rows(schema, rows, estimate);
            }

            @Override
            public void ran(String changeset, long rows) {
                listener.ran(schema, changeset, rows);
            }

            @Override
            public void notice(String message) {
                listener.notice(schema, message);
            }
        });
    }

    /** Asks something that concerns no schema, such as what a changelog expects; trouble comes back as a report. */
    public Report ask(Action action, Target where) {
        return ask(where, action, "", ProgressListener.NONE);
    }

    /** Asks in one schema, and tells what became of it. */
    public SchemaReport report(String schema, Action action, String argument, Target where) {
        long start = System.nanoTime();
        Report report = ask(schema, action, argument, where);
        return SchemaReport.of(schema, report, Duration.ofNanos(System.nanoTime() - start));
    }

    private Report ask(Target where, Action action, String argument, ProgressListener progress) {
        Request request = new Request(
                action,
                limited(where.url()).text(),
                where.username(),
                where.password().text(),
                changelog.path(),
                changelog.folder().toString(),
                settings.contexts(),
                settings.labels(),
                argument,
                settings.asMap());
        return workers.run(request, settings.retries(), progress);
    }

    /** A changeset that waits for a lock makes everybody behind it wait; better it gives up, and is tried again. */
    private JdbcUrl limited(JdbcUrl url) {
        if (url.isSqlite()) {
            return url;
        }
        String others = url.value("options").map(options -> options + " ").orElse("");
        return others.contains("lock_timeout")
                ? url
                : url.with(
                        "options",
                        others + "-c lock_timeout=" + settings.lockTimeout().toMillis());
    }

    @Override
    public void close() {
        workers.close();
    }
}
