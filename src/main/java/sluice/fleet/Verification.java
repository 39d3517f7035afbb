package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sluice.environment.Target;
import sluice.sql.Failure;
import sluice.sql.Sql;
import sluice.task.Report;

/** Holds one schema to its checks, in one READ ONLY transaction and so on one snapshot. */
final class Verification {

    private final Catalog catalog;
    private final Target target;
    private final String schema;
    private final List<Check> checks;

    Verification(Catalog catalog, Target target, String schema, List<Check> checks) {
        this.catalog = catalog;
        this.target = target;
        this.schema = schema;
        this.checks = checks;
    }

    /** @param concerns asked where a table is missing: the schema may not be one of the system's */
    SchemaReport run(Supplier<Report> concerns) {
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
            String found = Sql.on(connection).text(check.query());
            if (!check.expect().equals(found)) {
                broken.add(check.name() + ": expected " + check.expect() + ", found " + found + " (" + check.message()
                        + ")");
            }
        }
        return broken;
    }

    private SchemaReport report(Outcome outcome, String error, String state, long start) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new SchemaReport(schema, outcome, 0, 0, 0, time, Map.of(), "", error, state, "");
    }

    private static String firstLine(SQLException trouble) {
        return String.valueOf(trouble.getMessage()).lines().findFirst().orElse("");
    }
}
