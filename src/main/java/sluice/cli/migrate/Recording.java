package sluice.cli.migrate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import sluice.fleet.Fleet;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Manifest;

/** The option {@code --manifest} of the commands that change something. */
final class Recording {

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Writes what ran, where and when, with checksums of all tables before and after, as JSON.")
    private Path file;

    private Manifest manifest;

    /** What is run. */
    @FunctionalInterface
    interface Work {
        FleetReport run() throws SQLException;
    }

    /** Listens, too, if a manifest is wanted. */
    FleetListener around(FleetListener listener) {
        if (file == null) {
            return listener;
        }
        manifest = new Manifest();
        return FleetListener.both(listener, manifest);
    }

    /** Runs, and writes the manifest around it if one is wanted. */
    FleetReport of(String system, String command, Fleet fleet, Work work) throws SQLException {
        if (manifest == null) {
            return work.run();
        }
        Map<String, String> head = new LinkedHashMap<>();
        head.put("system", system);
        head.put("command", command);
        head.put("database", fleet.place());
        manifest.begin(file, head, fleet.tables());
        FleetReport report = report(work);
        manifest.end(report, fleet.tables());
        return report;
    }

    private FleetReport report(Work work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException | RuntimeException trouble) {
            manifest.broke(String.valueOf(trouble.getMessage()));
            throw trouble;
        }
    }
}
