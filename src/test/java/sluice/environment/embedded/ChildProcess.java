package sluice.environment.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java process of its own that uses the embedded server; killed at the end of a test if it is still there. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildProcess join(Path home) throws IOException {
        return start(List.of(), Map.of(), System.getProperty("java.class.path"), EmbeddedUser.class, home.toString());
    }

    public static ChildProcess start(
            List<String> prefix, Map<String, String> environment, String classPath, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start());
    }

    /** The port that the child tells once it has joined. */
    int port() throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("The child did not join:\n" + before);
    }

    /** The next line; null at the end. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Everything else it says until it ends. */
    public String rest() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            all.append(line).append('\n');
        }
        return all.toString();
    }

    long id() {
        return process.pid();
    }

    /** Lets it leave in good order and waits for its end. */
    public int leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        rest();
        return process.waitFor();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** kill -TERM, and waits for the end. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
