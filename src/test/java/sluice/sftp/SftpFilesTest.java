package sluice.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.sftp.TestSftpServer.random;
import static sluice.sftp.TestSftpServer.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.sftp.session.SftpFailure;
import sluice.sftp.session.SftpFailure.Kind;

/** Files of a real server that behaves. */
@Timeout(120)
class SftpFilesTest extends WithServer {

    private static final Instant NOON = Instant.parse("2025-09-24T12:00:00Z");

    @Test
    void aFolderIsListedWithSizesAndTimes() throws Exception {
        Files.setLastModifiedTime(server.put("/shop/a.png", random(1234)), FileTime.from(NOON));
        server.put("/shop/inner/b.png", random(1));

        try (var files = open()) {
            assertThat(files.list("/shop"))
                    .contains(new RemoteFile("a.png", 1234, NOON, false))
                    .anyMatch(file -> file.name().equals("inner") && file.isFolder())
                    .hasSize(2);
            assertThat(files.find("/shop/a.png")).isEqualTo(new RemoteFile("a.png", 1234, NOON, false));
        }
    }

    @Test
    void aLinkIsWhatItLeadsToAndNothingWhereItLeadsNowhere() throws Exception {
        server.put("/shop/a.png", random(77));
        Files.createSymbolicLink(root.resolve("shop/link.png"), Path.of("a.png"));
        Files.createSymbolicLink(root.resolve("shop/nowhere.png"), Path.of("missing.png"));

        try (var files = open()) {
            assertThat(files.list("/shop")).extracting(RemoteFile::name).containsExactlyInAnyOrder("a.png", "link.png");
            assertThat(files.list("/shop")).allMatch(file -> file.size() == 77);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b.png", "it's \"x\".png", "a\nb.png", "..b.png", "50%.png", "ü日本.png", "-rf.png", "a\\b.png"})
    void aFileMayBeCalledAnything(String name) throws Exception {
        var content = random(300);
        server.put("/shop/" + name, content);

        try (var files = open()) {
            assertThat(files.list("/shop")).extracting(RemoteFile::name).containsExactly(name);
            assertThat(read(files, "/shop/" + name)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32_767, 131_072, 131_073, 3_000_000})
    void aFileOfAnySizeComesAsItIs(int size) throws Exception {
        server.put("/f.bin", random(size));

        try (var files = open()) {
            assertThat(read(files, "/f.bin")).isEqualTo(random(size));
        }
    }

    @Test
    void aMissingFolderAndOneThatMayNotBeReadAreErrorsAndNeverEmpty() throws Exception {
        server.put("/shop/secret/a.png", random(10));
        server.deny("/shop/secret");

        try (var files = open()) {
            assertThatThrownBy(() -> files.list("/shop/gone"))
                    .isInstanceOfSatisfying(
                            SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
                    .hasMessageContaining("/shop/gone");
            assertThatThrownBy(() -> files.list("/shop/secret"))
                    .isInstanceOfSatisfying(
                            SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                    .hasMessageContaining("Give that user the right");
        }
    }

    @Test
    void failuresLeaveNoChannelUnusable() throws Exception {
        server.put("/shop/a.png", random(10));

        try (var files = server.files(2, Duration.ofSeconds(20), 0)) {
            for (int i = 0; i < 30; i++) {
                assertThatThrownBy(() -> files.list("/gone")).isInstanceOf(SftpFailure.class);
                assertThatThrownBy(() -> read(files, "/gone.png")).isInstanceOf(SftpFailure.class);
            }
            assertThat(files.list("/shop")).hasSize(1);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatIsLeftEarlyDisturbsNobody() throws Exception {
        server.put("/large.bin", random(3_000_000));
        server.put("/small.bin", random(500));

        try (var files = server.files(1, Duration.ofSeconds(20), 0)) {
            for (int i = 0; i < 20; i++) {
                try (var stream = files.read("/large.bin")) {
                    assertThat(stream.readNBytes(10)).hasSize(10);
                }
                assertThat(read(files, "/small.bin")).isEqualTo(random(500));
            }
        }
    }

    @Test
    void manyThreadsShareFewChannelsAndConnections() throws Exception {
        for (int i = 0; i < 20; i++) {
            server.put("/shop/" + i + ".bin", random(200_000 + i));
        }
        var threads = Executors.newFixedThreadPool(12);
        try (var files = server.files(4, Duration.ofSeconds(20), 0)) {
            List<Future<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int number = i % 20;
                all.add(threads.submit(() -> read(files, "/shop/" + number + ".bin")));
            }
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get()).isEqualTo(random(200_000 + i % 20));
            }
            assertThat(server.sessions()).isLessThanOrEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }
}
