package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.catalog.Catalog;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.catalog.States;
import sluice.fleet.changelog.Expected;
import sluice.fleet.crew.Crew;
import sluice.sql.Meanwhile;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;

/**
 * Which schemas there are, what the changelog wants of them and what stands in them; the changelog and the database are read
 * side by side.
 *
 * @param schemas in the order of work
 * @param expected all changesets
 * @param ledgers of these schemas
 */
record Survey(List<String> schemas, Expected expected, States ledgers) {

    /** Who is chosen, by name. */
    @FunctionalInterface
    interface Choice {
        List<String> among(Connection connection) throws SQLException;
    }

    /** Looks at the schemas that are chosen. */
    static Survey take(Crew crew, Catalog catalog, Target target, Choice choice) throws SQLException {
        Target reading = target.readOnly();
        Meanwhile<Report> changelog = Meanwhile.ask("changelog", () -> crew.ask(Action.EXPECT, reading));
        try (Connection connection = reading.connect()) {
            List<String> schemas = choice.among(connection);
            States ledgers = catalog.read(reading, connection, schemas);
            return new Survey(schemas, expected(changelog.answer(), crew, reading, schemas), ledgers);
        } finally {
            changelog.answer();
        }
    }

    /** How far each schema has come. */
    List<SchemaState> states() {
        return ledgers.states(expected);
    }

    private static Expected expected(Report report, Crew crew, Target target, List<String> schemas) {
        boolean bound = !report.error().isEmpty() || report.text().startsWith(Expected.BOUND);
        Report bySchema = bound ? crew.ask(schemas.get(0), Action.EXPECT, "", target) : report;
        if (!bySchema.error().isEmpty()) {
            throw new ConfigurationException(bySchema.error());
        }
        return Expected.parse(bySchema.text());
    }
}
