package sluice.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.sftp.session.HostKeys;
import sluice.sftp.session.SftpFailure;
import sluice.sftp.session.SftpFailure.Kind;
import sluice.sftp.session.SftpLogin;
import sluice.sftp.session.SftpServer;

/** Files of a real server, one that behaves and one that does not. */
@Timeout(120)
class SftpFilesTest {

    private static final Instant NOON = Instant.parse("2025-09-24T12:00:00Z");

    @TempDir
    Path root;

    private TestSftpServer server;

    @BeforeEach
    void start() {
        server = TestSftpServer.over(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SftpFiles open() throws SftpFailure {
        return open(4, Duration.ofSeconds(20), 8);
    }

    private SftpFiles open(int channels, Duration silence, int tries) throws SftpFailure {
        return SftpFiles.open(
                server.address(),
                HostKeys.pinned(List.of(server.fingerprint())),
                SftpLogin.password(TestSftpServer.PASSWORD),
                new SftpOptions(channels, silence, tries, () -> false));
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(SftpFiles files, String path) throws IOException {
        try (InputStream stream = files.read(path)) {
            return stream.readAllBytes();
        }
    }

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

        try (var files = open(2, Duration.ofSeconds(20), 0)) {
            for (int i = 0; i < 30; i++) {
                assertThatThrownBy(() -> files.list("/gone")).isInstanceOf(SftpFailure.class);
                assertThatThrownBy(() -> read(files, "/gone.png")).isInstanceOf(SftpFailure.class);
            }
            assertThat(files.list("/shop")).hasSize(1);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aTransferThatBreaksGoesOnWhereItWas() throws Exception {
        var content = random(20_000_000);
        server.put("/large.bin", content);

        try (var files = open(1, Duration.ofSeconds(20), 3)) {
            server.dropAfter(5_000_000);

            assertThat(read(files, "/large.bin")).isEqualTo(content);
            assertThat(server.connections()).isGreaterThan(3);
            // what was under way when it broke is sent again, the rest is not
            assertThat(server.bytes("/large.bin")).isLessThan(2L * content.length);
        }
    }

    @Test
    void aListingThatBreaksIsDoneAgain() throws Exception {
        server.put("/shop/a.png", random(10));

        try (var files = open()) {
            for (int i = 0; i < 5; i++) {
                server.drop();
                assertThat(files.list("/shop")).hasSize(1);
            }
        }
    }

    @Test
    void aSlowServerIsWaitedFor() throws Exception {
        var content = random(15_000_000);
        server.put("/slow.bin", content);
        server.pauseBeforeEachRead(30_000_000);

        try (var files = open(1, Duration.ofSeconds(3), 0)) {
            long start = System.nanoTime();
            assertThat(read(files, "/slow.bin")).isEqualTo(content);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aServerThatFallsSilentIsLeftAndAskedAgain() throws Exception {
        server.put("/a.bin", random(100_000));

        try (var files = open(1, Duration.ofMillis(800), 1)) {
            server.fallSilent(true);
            assertThatThrownBy(() -> read(files, "/a.bin"))
                    .isInstanceOfSatisfying(
                            SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST));
            server.fallSilent(false);
            assertThat(read(files, "/a.bin")).isEqualTo(random(100_000));
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNoFile() throws Exception {
        var path = server.put("/a.bin", random(3_000_000));

        try (var files = open(1, Duration.ofSeconds(20), 5);
                var stream = files.read("/a.bin")) {
            stream.readNBytes(1000);
            Files.write(path, random(2_000_000));
            server.drop();

            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOfSatisfying(
                            SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED));
        }
    }

    @Test
    void aStreamThatIsLeftEarlyDisturbsNobody() throws Exception {
        server.put("/large.bin", random(3_000_000));
        server.put("/small.bin", random(500));

        try (var files = open(1, Duration.ofSeconds(20), 0)) {
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
        try (var files = open(4, Duration.ofSeconds(20), 0)) {
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

    @Test
    void aServerThatIsNotThereIsToldAfterTheTries() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var nobody = new SftpServer("127.0.0.1", port, "x");

        assertThatThrownBy(() -> SftpFiles.open(
                        nobody,
                        HostKeys.pinned(List.of("SHA256:x")),
                        SftpLogin.password("x"),
                        new SftpOptions(1, Duration.ofSeconds(5), 2, () -> false)))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST))
                .hasMessageContaining("No connection to the SFTP server 127.0.0.1:" + port)
                .hasMessageContaining("Check that it runs");
    }

    @Test
    void whoeverWantsToStopWaitsForNoFurtherTry() throws Exception {
        var stopping = new AtomicBoolean();
        server.put("/a.bin", random(10));
        try (var files = SftpFiles.open(
                server.address(),
                HostKeys.pinned(List.of(server.fingerprint())),
                SftpLogin.password(TestSftpServer.PASSWORD),
                new SftpOptions(1, Duration.ofSeconds(5), 100, stopping::get))) {
            server.close();
            stopping.set(true);
            long start = System.nanoTime();

            assertThatThrownBy(() -> files.list("/")).isInstanceOf(SftpFailure.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
