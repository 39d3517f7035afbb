package sluice.bench.contest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.sql.Identifier;
import sluice.sql.Sql;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** A schema of its own for benchmarks, gone when it is closed. Not thread-safe. */
public final class Ground implements AutoCloseable {

    /** The schema, which belongs to benchmarks alone. */
    public static final String SCHEMA = "sluice_bench";

    private final Target target;
    private final Settings settings;
    private final Path home;
    private final IsolatedWorker worker = new IsolatedWorker(() -> false);

    /**
     * Ground in a database.
     *
     * @param home where {@code changelogs/} lies
     */
    public Ground(Target target, Settings settings, Path home) {
        this.target = target.forSchema(SCHEMA);
        this.settings = settings;
        this.home = home;
    }

    /** A connection to an empty schema; what an earlier benchmark left is dropped. */
    public Connection fresh() throws SQLException {
        Connection connection = target.connect();
        Sql.on(connection).run("DROP SCHEMA IF EXISTS " + Identifier.of(SCHEMA) + " CASCADE");
        Sql.on(connection).run("CREATE SCHEMA " + Identifier.of(SCHEMA));
        return connection;
    }

    /** One more connection to the schema. */
    public Connection connect() throws SQLException {
        return target.connect();
    }

    /** Where {@code changelogs/} lies. */
    public Path home() {
        return home;
    }

    /**
     * Runs a changelog here as a user would.
     *
     * @param changelog its path below {@link #home}
     * @param tag up to this one, empty for all
     * @throws IllegalStateException if it fails, because then there is nothing to measure
     */
    public void update(String changelog, String tag) {
        Report report = worker.run(
                new Request(
                        Request.Action.UPDATE,
                        target.url().text(),
                        target.username(),
                        target.password().text(),
                        changelog,
                        home.toString(),
                        settings.contexts(),
                        settings.labels(),
                        tag,
                        settings.asMap()),
                ProgressListener.NONE);
        if (!report.error().isEmpty()) {
            throw new IllegalStateException("The benchmark's " + changelog + " failed: " + report.error());
        }
    }

    @Override
    public void close() throws SQLException {
        worker.close();
        try (Connection connection = target.connect()) {
            Sql.on(connection).run("DROP SCHEMA IF EXISTS " + Identifier.of(SCHEMA) + " CASCADE");
        }
    }
}
