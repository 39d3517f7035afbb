package sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of 600 MB in memory, where this process may mount one.
 *
 * @param reason why it may not; empty if it is small
 */
record SmallDisk(Path folder, String reason) implements AutoCloseable {

    static SmallDisk mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try {
            Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=600m", "sluice-faults", folder + "")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(mount.getInputStream().readAllBytes()).strip();
            return new SmallDisk(folder, mount.waitFor() == 0 ? "" : said);
        } catch (IOException absent) {
            return new SmallDisk(folder, absent.getMessage());
        }
    }

    boolean isSmall() {
        return reason.isEmpty();
    }

    @Override
    public void close() throws IOException {
        if (isSmall()) {
            new ProcessBuilder("umount", "--lazy", folder + "").start().onExit().join();
        }
    }
}
