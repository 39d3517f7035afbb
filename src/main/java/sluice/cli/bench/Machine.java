package sluice.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import sluice.cli.command.Version;
import sluice.environment.connection.Target;
import sluice.sql.Sql;

/** What a figure must be read with: the machine, its load, the versions, the moment. */
final class Machine {

    private Machine() {}

    /** Lines about this process's machine, now. */
    static List<String> lines() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return List.of(
                Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + new Version().getVersion()[0],
                String.format(
                        Locale.ROOT,
                        "%s, %d cores, %s, %s, load before %.1f",
                        processor(),
                        system.getAvailableProcessors(),
                        memory(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        system.getSystemLoadAverage()),
                "Java " + Runtime.version());
    }

    /** The server and where it stands: on this machine it shares the cores. */
    static String server(Target target) throws SQLException {
        try (Connection connection = target.connect()) {
            return "PostgreSQL " + Sql.on(connection).text("SHOW server_version") + ", shared_buffers "
                    + Sql.on(connection).text("SHOW shared_buffers") + ", fsync "
                    + Sql.on(connection).text("SHOW fsync") + ", synchronous_commit "
                    + Sql.on(connection).text("SHOW synchronous_commit");
        }
    }

    private static String processor() {
        return told(Path.of("/proc/cpuinfo"), "model name", "a processor of unknown name");
    }

    private static String memory() {
        String kilobytes = told(Path.of("/proc/meminfo"), "MemTotal", "").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? "memory unknown" : Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GB";
    }

    private static String told(Path file, String name, String otherwise) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException elsewhere) {
            return otherwise; // only Linux has these
        }
    }
}
