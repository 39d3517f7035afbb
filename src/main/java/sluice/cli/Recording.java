package sluice.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import sluice.fleet.Fleet;
import sluice.fleet.FleetListener;
import sluice.fleet.FleetReport;
import sluice.fleet.Manifest;
import sluice.fleet.TableSum;

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
        Map<String, Map<String, TableSum>> before = fleet.tables();
        FleetReport report = work.run();
        Map<String, String> head = new LinkedHashMap<>();
        head.put("system", system);
        head.put("command", command);
        head.put("database", fleet.place());
        manifest.write(file, head, report, before, fleet.tables());
        return report;
    }
}
