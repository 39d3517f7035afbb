package sluice.environment.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import sluice.environment.embedded.programs.EmbeddedServerException;
import sluice.environment.embedded.programs.ProgramCall;
import sluice.environment.embedded.programs.ServerAccount;
import sluice.environment.embedded.programs.ServerPrograms;

/** The data of one major version on disk and the server on it; its callers hold the lock of {@link Attendance}. */
final class Cluster {

    private static final System.Logger LOG = System.getLogger(Cluster.class.getName());
    private static final Duration MAKING = Duration.ofSeconds(120);
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration STOPPING = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final int LOG_LINES = 15;
    private static final String ACCESS = "host all,replication all 127.0.0.1/32 trust\n";

    private final Path folder;
    private final Path programs;
    private final ServerAccount account;
    private final Path data;

    /** The folder is that of the major version. */
    Cluster(Path folder, Path programs, ServerAccount account) {
        this.folder = folder;
        this.programs = programs;
        this.account = account;
        this.data = folder.resolve("data");
    }

    /** Finds the server running, whoever started it, or starts it; tells its port. */
    int ensureRunning(EmbeddedOptions options) throws IOException {
        Optional<Integer> running = findRunning();
        if (running.isPresent()) {
            return running.get();
        }
        if (!Files.exists(data)) {
            make();
        }
        account.own(data);
        int port = start(options);
        ServerQuestions.createDatabase(port);
        return port;
    }

    /** The port of the server that runs on these data; empty, and the way free for a start, when none does. */
    private Optional<Integer> findRunning() throws IOException {
        long end = System.nanoTime() + STARTING.toNanos();
        Optional<PostmasterFile> file = PostmasterFile.read(data);
        while (file.isPresent() && file.get().isAlive()) {
            if (ServerQuestions.answers(file.get().port(), data)) {
                return Optional.of(file.get().port());
            }
            if (System.nanoTime() > end) {
                LOG.log(System.Logger.Level.WARNING, "The server in {0} doesn''t answer: stopping it.", folder);
                stop();
            }
            Attendance.pause();
            file = PostmasterFile.read(data);
        }
        if (file.isPresent()) {
            file.get().abandon();
        }
        return Optional.empty();
    }

    private void make() throws IOException {
        ServerPrograms.deleteLeftovers("making-", folder);
        // Made aside and renamed: a run that is killed in between leaves no half-made cluster.
        Path fresh = Files.createTempDirectory(folder, "making-");
        account.own(fresh);
        List<String> command = List.of(
                program("initdb"), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", fresh + "");
        ProgramCall call = ProgramCall.run(folder, MAKING, account.command(command));
        if (call.status() != 0) {
            throw new EmbeddedServerException("Could not make the embedded database in " + folder + ": "
                    + call.output().strip());
        }
        Files.writeString(fresh.resolve("pg_hba.conf"), ACCESS);
        Files.writeString(
                fresh.resolve("postgresql.conf"), "\ninclude_if_exists 'sluice.conf'\n", StandardOpenOption.APPEND);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private int start(EmbeddedOptions options) throws IOException {
        Path log = folder.resolve("server.log");
        for (int attempt = 1; ; attempt++) {
            int port = choosePort(attempt > 1);
            configure(options, port);
            Files.deleteIfExists(log);
            Files.createFile(log);
            account.own(log);
            List<String> command = List.of(
                    program("pg_ctl"), "start", "-w", "-t", STARTING.toSeconds() + "", "-D", data + "", "-l", log + "");
            ProgramCall call = ProgramCall.run(folder, STARTING.multipliedBy(2), account.command(command));
            if (call.status() == 0) {
                return port;
            }
            String said = lastLines(log);
            if (attempt == ATTEMPTS || !passes(said)) {
                throw new EmbeddedServerException("The embedded database in " + folder
                        + " did not start. The end of its log " + log + ":\n" + said);
            }
        }
    }

    /** Whether it is worth another attempt: a port lost to somebody, or sessions of a killed server still ending. */
    private static boolean passes(String log) {
        return log.contains("Address already in use") || log.contains("is still in use");
    }

    private void configure(EmbeddedOptions options, int port) throws IOException {
        String lines = options.serverSettings(port).entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        Path file = data.resolve("sluice.conf");
        Files.writeString(file, lines);
        account.own(file);
    }

    /** The port of last time, so that addresses people wrote down stay right, unless somebody else has it now. */
    private int choosePort(boolean another) throws IOException {
        Path file = folder.resolve("port");
        if (!another && Files.exists(file)) {
            int kept = Integer.parseInt(Files.readString(file).trim());
            if (isFree(kept)) {
                return kept;
            }
        }
        int port;
        do {
            // Below the range from which systems give ports to outgoing connections.
            port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
        } while (!isFree(port));
        Files.writeString(file, port + "\n");
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops the server, if need be the hard way, from which it recovers at its next start. */
    void stop() {
        for (String mode : List.of("fast", "immediate")) {
            List<String> command = List.of(
                    program("pg_ctl"), "stop", "-w", "-t", STOPPING.toSeconds() + "", "-D", data + "", "-m", mode);
            ProgramCall call = ProgramCall.run(folder, STOPPING.multipliedBy(2), account.command(command));
            if (call.status() == 0 || !Files.exists(data.resolve("postmaster.pid"))) {
                return;
            }
        }
        throw new EmbeddedServerException("The embedded database in " + folder + " does not stop; its process id is the"
                + " first line of " + data.resolve("postmaster.pid") + ".");
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Arrays.asList(Files.readString(log).split("\n"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
