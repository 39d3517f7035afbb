package sluice.designs.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sluice.cli.Sluice;
import sluice.sftp.TestSftpServer;

/** The command in a process of its own, to be killed, stopped or starved of memory. */
final class ImportProcess implements AutoCloseable {

    private final Process process;

    private ImportProcess(Process process) {
        this.process = process;
    }

    /** Starts it; {@code options} go to the Java machine. */
    static ImportProcess start(Gallery gallery, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Sluice.class.getName(), "import", "designs"));
        gallery.options().forEach((key, value) -> command.addAll(List.of(key.option(), value)));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLUICE_NAS_PASSWORD", TestSftpServer.PASSWORD);
        builder.environment().put("SLUICE_PASSWORD", gallery.database.password());
        return new ImportProcess(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9, and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** kill -TERM. */
    void stop() {
        process.toHandle().destroy(); // Process.destroy would close what it still says
    }

    /** What it says until it ends. */
    String said() throws IOException {
        return new String(process.getInputStream().readAllBytes());
    }

    int status() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the import does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
