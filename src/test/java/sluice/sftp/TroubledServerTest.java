package sluice.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.sftp.TestSftpServer.random;
import static sluice.sftp.TestSftpServer.read;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sftp.session.HostKeys;
import sluice.sftp.session.SftpFailure;
import sluice.sftp.session.SftpFailure.Kind;
import sluice.sftp.session.SftpLogin;
import sluice.sftp.session.SftpServer;

/** Files of a real server that breaks, falls silent, is slow or is not there. */
@Timeout(120)
class TroubledServerTest extends WithServer {

    @Test
    void aTransferThatBreaksGoesOnWhereItWas() throws Exception {
        var content = random(20_000_000);
        server.put("/large.bin", content);

        try (var files = server.files(1, Duration.ofSeconds(20), 3)) {
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

        try (var files = server.files(1, Duration.ofSeconds(3), 0)) {
            long start = System.nanoTime();
            assertThat(read(files, "/slow.bin")).isEqualTo(content);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aServerThatFallsSilentIsLeftAndAskedAgain() throws Exception {
        server.put("/a.bin", random(100_000));

        try (var files = server.files(1, Duration.ofMillis(800), 1)) {
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

        try (var files = server.files(1, Duration.ofSeconds(20), 5);
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
        try (var files = server.files(new SftpOptions(1, Duration.ofSeconds(5), 100, stopping::get))) {
            server.close();
            stopping.set(true);
            long start = System.nanoTime();

            assertThatThrownBy(() -> files.list("/")).isInstanceOf(SftpFailure.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
