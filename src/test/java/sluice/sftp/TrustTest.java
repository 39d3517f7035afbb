package sluice.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
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

/** Who the server is, and who we are. */
@Timeout(120)
class TrustTest {

    private static final SftpLogin PASSWORD = SftpLogin.password(TestSftpServer.PASSWORD);

    @TempDir
    Path root;

    @TempDir
    Path home;

    private TestSftpServer server;

    @BeforeEach
    void start() {
        server = TestSftpServer.over(root, "ecdsa-sha2-nistp256", "ssh-ed25519", "ssh-rsa");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void login(HostKeys keys, SftpLogin login) throws SftpFailure {
        SftpFiles.open(server.address(), keys, login, new SftpOptions(1, Duration.ofSeconds(20), 3, () -> false))
                .close();
    }

    private HostKeys known(String... lines) throws Exception {
        return HostKeys.known(Files.write(home.resolve("known_hosts"), List.of(lines)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aKeyOfAnyTypeInKnownHostsIsEnough(int key) throws Exception {
        login(
                known(
                        "# a comment",
                        "other.example.org ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==",
                        server.knownHost(key)),
                PASSWORD);
    }

    @Test
    void aHostThatKnownHostsDoesNotNameIsNotSpokenTo() throws Exception {
        assertThatThrownBy(() -> login(known("# nobody"), PASSWORD))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.HOST_KEY))
                .hasMessageContaining("shows the key SHA256:")
                .hasMessageContaining("ssh-keyscan -p " + server.address().port() + " 127.0.0.1");
        assertThat(server.connections()).as("no password was sent").isZero();
    }

    @Test
    void aMissingKnownHostsFileKnowsNobody() {
        assertThatThrownBy(() -> login(HostKeys.known(home.resolve("missing")), PASSWORD))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.HOST_KEY));
    }

    @Test
    void aServerWithAnotherKeyThanTheKnownOneIsNotSpokenTo() throws Exception {
        try (var other = TestSftpServer.over(root)) {
            var wrong = server.knownHost(0).split(" ")[0] + " "
                    + other.knownHost(0).substring(other.knownHost(0).indexOf(' ') + 1);

            assertThatThrownBy(() -> login(known(wrong), PASSWORD))
                    .isInstanceOfSatisfying(
                            SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.HOST_KEY));
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void aRevokedKeyIsNotAccepted() throws Exception {
        assertThatThrownBy(() -> login(known(server.knownHost(0), "@revoked " + server.knownHost(0)), PASSWORD))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.HOST_KEY));
    }

    @Test
    void knownHostsIsOnlyRead() throws Exception {
        var keys = known(server.knownHost(0));
        var before = Files.readString(home.resolve("known_hosts"));

        login(keys, PASSWORD);

        assertThat(home.resolve("known_hosts")).hasContent(before);
    }

    @Test
    void aPinnedFingerprintIsEnough() throws Exception {
        login(HostKeys.pinned(List.of("SHA256:wrong", server.fingerprint())), PASSWORD);
    }

    @Test
    void aWrongFingerprintIsRefusedAndTheRightOneTold() {
        assertThatThrownBy(() -> login(HostKeys.pinned(List.of("SHA256:wrong")), PASSWORD))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.HOST_KEY))
                .hasMessageContaining(server.fingerprint());
    }

    @Test
    void aWrongPasswordIsToldOnceAndNotTriedAgain() {
        var keys = HostKeys.pinned(List.of(server.fingerprint()));

        assertThatThrownBy(() -> login(keys, SftpLogin.password("wrong-password")))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOGIN))
                .hasMessageContaining("wrong user, password or key")
                .hasMessageNotContaining("wrong-password");
        assertThat(server.connections()).as("else the account gets locked").isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256"})
    void aPrivateKeyLetsUsIn(String type) throws Exception {
        var pair = TestSftpServer.key(type);
        server.admit(pair);
        var file = home.resolve("key");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        }

        login(HostKeys.pinned(List.of(server.fingerprint())), SftpLogin.key(file, ""));
    }

    @Test
    void aKeyWithAPassphraseIsOpenedByIt() throws Exception {
        var pair = TestSftpServer.key("ssh-ed25519");
        server.admit(pair);
        var file = home.resolve("key");
        var encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword("pass phrase");
        encryption.setCipherType("256");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, out);
        }
        var keys = HostKeys.pinned(List.of(server.fingerprint()));

        login(keys, SftpLogin.key(file, "pass phrase"));
        assertThatThrownBy(() -> login(keys, SftpLogin.key(file, "another")))
                .isInstanceOfSatisfying(
                        SftpFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOGIN))
                .hasMessageNotContaining("another");
    }

    @Test
    void aKeyFileThatIsNoneIsTold() {
        assertThatThrownBy(() -> login(
                        HostKeys.pinned(List.of(server.fingerprint())), SftpLogin.key(home.resolve("missing"), "")))
                .isInstanceOf(SftpFailure.class)
                .hasMessageContaining("nas.keyFile");
    }

    @Test
    void secretsDoNotShow() {
        assertThat(SftpLogin.password("secret").toString()).doesNotContain("secret");
        assertThat(SftpLogin.key(home, "secret").toString()).doesNotContain("secret");
    }
}
