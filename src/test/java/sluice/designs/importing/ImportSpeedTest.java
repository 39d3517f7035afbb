package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.designs.importing.report.Outcome;
import sluice.image.PerceptualHasher;
import sluice.sftp.SftpFiles;
import sluice.sftp.SftpOptions;
import sluice.sftp.TestSftpServer;
import sluice.sftp.session.HostKeys;
import sluice.sftp.session.SftpLogin;

/** What an import spends its time on: pictures, and not the protocol. More of them: -Dimages=200. */
@Timeout(600)
class ImportSpeedTest {

    private static final int IMAGES = Integer.getInteger("images", 24);
    private static final int CHANNELS = 4;

    @TempDir
    Path root;

    private interface Step {
        void on(int image) throws Exception;
    }

    @Test
    void overLoopbackHashingIsTheLimitAndNotTheProtocol() throws Exception {
        try (var gallery = Gallery.over(root)) {
            var content = SmallHeapImportTest.file(SmallHeapImportTest.picture(), "jpg", false);
            for (int i = 0; i < IMAGES; i++) {
                gallery.server.put(path(i), content);
            }
            var hasher = new PerceptualHasher();
            each(i -> hasher.hash(content)); // the compiler at work
            var hashing = each(i -> hasher.hash(content));
            var reading = reading(gallery);
            var report = gallery.run();

            assertThat(report.count(Outcome.IMPORTED)).isEqualTo(IMAGES);
            System.out.println("%d images of 20 megapixels, %.1f MB each: read %s, hashed %s, imported %s"
                    .formatted(IMAGES, content.length / 1e6, reading, hashing, report.time()));
            assertThat(reading).isLessThan(hashing);
        }
    }

    private static String path(int image) {
        return Gallery.cups(image + ".jpg");
    }

    private Duration reading(Gallery gallery) throws Exception {
        try (var files = SftpFiles.open(
                gallery.server.address(),
                HostKeys.pinned(List.of(gallery.server.fingerprint())),
                SftpLogin.password(TestSftpServer.PASSWORD),
                new SftpOptions(CHANNELS, Duration.ofSeconds(60), 0, () -> false))) {
            Step step = i -> {
                try (var stream = files.read(path(i))) {
                    stream.transferTo(OutputStream.nullOutputStream());
                }
            };
            each(step); // connections made, the compiler at work
            return each(step);
        }
    }

    private static Duration each(Step step) throws Exception {
        var threads = Executors.newFixedThreadPool(CHANNELS);
        try {
            long start = System.nanoTime();
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < IMAGES; i++) {
                int image = i;
                all.add(threads.submit(() -> {
                    step.on(image);
                    return null;
                }));
            }
            for (var one : all) {
                one.get();
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }
}
