package sluice.cli.designs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.cli.command.Stop;
import sluice.designs.importing.DesignImport;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.nas.Nas;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.Tenants;

/** The import of images into each schema that the settings choose, for the command and for the service. */
final class ImportRun {

    private final Settings settings;
    private final Map<String, String> variables;
    private final ImportOutput output;

    ImportRun(Settings settings, Map<String, String> variables, ImportOutput output) {
        this.settings = settings;
        this.variables = variables;
        this.output = output;
    }

    /**
     * Imports and reports; without a file server in the settings it only says so.
     *
     * @return the exit status: 0, or 1 where something failed or was set aside
     */
    int on(Target target) throws SQLException {
        Optional<Nas> nas = Nas.find(settings, variables);
        if (nas.isEmpty()) {
            return output.skipped("no file server is set (nas.host), so nothing is imported");
        }
        for (String schema : schemas(target)) {
            ImportReport report = new DesignImport(
                            target.forSchema(schema), settings, nas.get(), output.progress(), Stop::isWanted)
                    .run();
            output.add(schema, report);
        }
        return output.report();
    }

    private List<String> schemas(Target target) throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            return new Tenants(connection, settings).find();
        }
    }
}
