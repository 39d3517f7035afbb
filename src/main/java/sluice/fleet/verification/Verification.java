package sluice.fleet.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import sluice.environment.NamedSources;
import sluice.environment.Source;
import sluice.environment.connection.ConnectionFailure;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.Catalog;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.sql.Failure;
import sluice.sql.Sql;
import sluice.task.request.Report;

/** Holds one schema to its checks, in one READ ONLY transaction and so on one snapshot. */
public final class Verification {

    private final Catalog catalog;
    private final Target target;
    private final String schema;
    private final List<Check> checks;
    private final NamedSources sources;
    private final Map<String, Long> leftOut = new TreeMap<>();

    /** @param sources where checks may ask, too; one that is not named any more is not asked, and that is told */
    public Verification(Catalog catalog, Target target, String schema, List<Check> checks, NamedSources sources) {
        this.sources = sources;
        this.catalog = catalog;
        this.target = target;
        this.schema = schema;
        this.checks = checks;
    }

    /**
     * Asks every check; the report is verified, failed, or skipped where the schema is not concerned.
     *
     * @param concerns asked where a table is missing: the schema may not be one of the system's
     */
    public SchemaReport run(Supplier<Report> concerns) {
        long start = System.nanoTime();
        try (Connection connection = target.connect()) {
            catalog.beginSnapshot(connection);
            List<String> broken = broken(connection);
            return report(broken.isEmpty() ? Outcome.VERIFIED : Outcome.FAILED, String.join("; ", broken), "", start);
        } catch (SQLException trouble) {
            String state = Failure.state(trouble);
            if (catalog.isMissing(trouble)) {
                Report report = concerns.get();
                boolean skipped = report.outcome().equals(Outcome.SKIPPED.word());
                return report(
                        skipped ? Outcome.SKIPPED : Outcome.FAILED,
                        skipped ? report.text() : "not migrated yet: " + firstLine(trouble),
                        state,
                        start);
            }
            return report(Outcome.FAILED, firstLine(trouble), state, start);
        }
    }

    private List<String> broken(Connection connection) throws SQLException {
        List<String> broken = new ArrayList<>();
        for (Check check : checks) {
            try {
                String trouble = check.source() == null ? alone(check, connection) : againstSource(check, connection);
                if (!trouble.isEmpty()) {
                    broken.add(check.name() + ": " + trouble + " (" + check.message() + ")");
                }
            } catch (ConnectionFailure away) {
                // the check's own advice is for what it found, and it found nothing
                broken.add(check.name() + ": can't be told. " + away.getMessage());
            }
        }
        return broken;
    }

    private static String alone(Check check, Connection connection) throws SQLException {
        String found = Sql.on(connection).text(check.query());
        return check.expect().equals(found) ? "" : "expected " + check.expect() + ", found " + found;
    }

    private String againstSource(Check check, Connection connection) throws SQLException {
        Optional<Source> source = sources.find(check.source());
        if (source.isEmpty()) {
            leftOut.merge("checks left out, no source " + check.source() + " is named", 1L, Long::sum);
            return "";
        }
        try (Connection there = source.get().connect(System.getenv())) {
            return new AgainstSource(check, source.get().zone()).differences(connection, there);
        }
    }

    private SchemaReport report(Outcome outcome, String error, String state, long start) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new SchemaReport(schema, outcome, 0, 0, 0, time, leftOut, "", error, state, "");
    }

    private static String firstLine(SQLException trouble) {
        return String.valueOf(trouble.getMessage()).lines().findFirst().orElse("");
    }
}
