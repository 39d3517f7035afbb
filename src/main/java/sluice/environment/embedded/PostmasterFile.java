package sluice.environment.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server wrote about itself into its data folder, in {@code postmaster.pid}.
 *
 * @param data the data folder
 * @param process its process id
 * @param port its TCP port; 0 as long as it has not got so far
 */
record PostmasterFile(Path data, long process, int port) {

    private static final int PORT_LINE = 3;
    // Larger than any process id on Linux (2^22) or macOS.
    private static final String NOBODY = "999999999";

    /** Reads the file; empty when there is none or it is only being written. */
    static Optional<PostmasterFile> read(Path data) throws IOException {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        int port =
                lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).trim()) : 0;
        return Optional.of(new PostmasterFile(data, Long.parseLong(lines.get(0).trim()), port));
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Whether the process lives and may be the server of this folder: numbers of processes are given out again. */
    boolean isAlive() throws IOException {
        if (ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        Path facts = Path.of("/proc", Long.toString(process));
        if (!Files.exists(facts.resolve("status"))) {
            return true;
        }
        String status = Files.readString(facts.resolve("status"));
        // A killed server stays a zombie where nobody collects it, as under the first process of many containers.
        return status.startsWith("Name:\tpostgres\n") && !status.contains("\nState:\tZ") && worksHere(facts);
    }

    private boolean worksHere(Path facts) {
        try {
            return facts.resolve("cwd").toRealPath().equals(data.toRealPath());
        } catch (IOException e) {
            return true; // a server in a namespace of its own doesn't show its folder to everybody
        }
    }

    /**
     * Marks the file as left behind, where the number in it belongs to another process by now.
     *
     * <p>The file stays, because it also names the shared memory by which the next server notices sessions of the last.
     */
    void abandon() throws IOException {
        List<String> lines = Files.readAllLines(file(data));
        lines.set(0, NOBODY);
        Files.write(file(data), lines);
    }
}
