package sluice.environment.embedded.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What became of one call of an outside program.
 *
 * @param status the exit status
 * @param output everything it wrote, errors included
 */
public record ProgramCall(int status, String output) {

    /**
     * Runs a program to its end.
     *
     * @param folder the working folder, which also takes a short-lived file with the output
     * @throws EmbeddedServerException when the program is missing or needs longer than the limit
     */
    public static ProgramCall run(Path folder, Duration limit, List<String> command) {
        try {
            // A file and not a pipe: whoever inherits a pipe and lives on would keep us reading.
            Path output = Files.createTempFile(folder, "output-", ".txt");
            try {
                Process process = start(folder, command, output);
                int status = await(process, limit, command);
                return new ProgramCall(status, Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static Process start(Path folder, List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // PGPORT, PGDATA, TZ and the like of the caller must not change what our own server does.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("TZ"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static int await(Process process, Duration limit, List<String> command) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while running " + String.join(" ", command), e);
        }
        process.destroyForcibly();
        throw new EmbeddedServerException(
                "Gave up after " + limit.toSeconds() + " s waiting for: " + String.join(" ", command));
    }
}
