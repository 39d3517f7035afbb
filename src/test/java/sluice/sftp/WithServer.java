package sluice.sftp;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sluice.sftp.session.SftpFailure;

/** A real server over a folder of its own for each test. */
abstract class WithServer {

    @TempDir
    Path root;

    TestSftpServer server;

    @BeforeEach
    void start() {
        server = TestSftpServer.over(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    SftpFiles open() throws SftpFailure {
        return server.files(4, Duration.ofSeconds(20), 8);
    }
}
