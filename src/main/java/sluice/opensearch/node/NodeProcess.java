package sluice.opensearch.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node's process as seen by who started it. Not thread-safe. */
public final class NodeProcess implements AutoCloseable {

    // by name: the class itself wants jars that only the node's process has
    private static final String PROGRAM = "sluice.opensearch.node.SingleNode";
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final long LOOK_EVERY = 50;

    private final String classPath;
    private final Path home;
    private final List<String> settings;
    private Process process;
    private int port;

    private NodeProcess(String classPath, Path home, List<String> settings) {
        this.classPath = classPath;
        this.home = home;
        this.settings = settings;
    }

    /**
     * Starts a node and waits until it takes requests.
     *
     * @param classPath with OpenSearch's jars and with this class
     * @param home a folder that it may fill; what an earlier node kept there is there again
     * @param settings further ones, as name=value; what begins with a hyphen is an option of Java
     * @throws IllegalStateException if it ends or says nothing for two minutes
     */
    public static NodeProcess start(String classPath, Path home, List<String> settings) {
        NodeProcess node = new NodeProcess(classPath, home.toAbsolutePath(), settings);
        node.start();
        return node;
    }

    /** Starts it again on the same port, after {@link #kill()}. */
    public void start() {
        Path told = home.resolve("port");
        try {
            Files.createDirectories(home);
            Files.deleteIfExists(told);
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("output").toFile())
                    .start();
            await(told);
            port = Integer.parseInt(Files.readString(told));
        } catch (IOException failed) {
            throw new UncheckedIOException("OpenSearch can't be started in " + home, failed);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.level=OFF",
                "-Dlog4j2.disable.jmx=true"));
        settings.stream().filter(text -> text.startsWith("-")).forEach(command::add);
        command.addAll(List.of("-cp", classPath, PROGRAM, home.toString(), String.valueOf(port)));
        settings.stream().filter(text -> !text.startsWith("-")).forEach(command::add);
        return command;
    }

    private void await(Path told) throws IOException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        try {
            while (!Files.exists(told)) {
                boolean ended = process.waitFor(LOOK_EVERY, TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() > end) {
                    throw new IllegalStateException("OpenSearch did not start; it said: "
                            + Files.readString(home.resolve("output")).strip());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while OpenSearch started", stop);
        } finally {
            if (!Files.exists(told)) {
                process.destroyForcibly();
            }
        }
    }

    /** Where it takes requests. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Its process, as the system knows it. */
    public long id() {
        return process.pid();
    }

    /** Ends it at once, as kill -9 does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
