package sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, with variables of its own, that can be killed. */
public final class SluiceProcess implements AutoCloseable {

    private final Process process;
    private final Path words;

    private SluiceProcess(Process process, Path words) {
        this.process = process;
        this.words = words;
    }

    /**
     * Starts a command.
     *
     * @param home where changelogs and contexts are; a new file in {@code folder} takes its words
     */
    public static SluiceProcess start(Path home, Path folder, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dsluice.home=" + home,
                "sluice.cli.Sluice"));
        command.addAll(List.of(arguments));
        Path words = Files.createTempFile(folder, "words", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
        builder.environment().putAll(variables);
        return new SluiceProcess(builder.start(), words);
    }

    /** Whether it is still at work. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; the exit status. */
    public int end() throws InterruptedException {
        return process.waitFor();
    }

    /** Waits so long for its end; whether it came. */
    public boolean ends(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** kill -TERM. */
    public void terminate() {
        process.destroy();
    }

    /** What it has said so far. */
    public String words() throws IOException {
        return Files.readString(words);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
