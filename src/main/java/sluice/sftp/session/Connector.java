package sluice.sftp.session;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import sluice.sftp.session.SftpFailure.Kind;

/** Makes sessions: checks the server's key, logs in, and sets what makes the transfer fast. Safe for many threads. */
final class Connector implements AutoCloseable {

    // with hardware behind it two to three times as fast as the library's first choice
    private static final List<String> CIPHERS =
            List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr");

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int BEATS = 3;

    private final SftpServer server;
    private final HostKeys keys;
    private final SftpLogin login;
    private final SshClient client;
    // the library forgets a session's attributes when it ends, so the key that ended it is kept here
    private volatile PublicKey refused;

    Connector(SftpServer server, HostKeys keys, SftpLogin login, Duration silence) throws SftpFailure {
        this.server = server;
        this.keys = keys;
        this.login = login;
        // nothing of the user's own ~/.ssh counts but the known hosts, so that a run is the same for everybody
        client = ClientBuilder.builder()
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .build();
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setCipherFactoriesNames(CIPHERS);
        client.setServerKeyVerifier((session, address, key) -> accepts(key));
        // small requests would wait for each other's acknowledgements: a twentieth of the speed
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, silence);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, CONNECT.plus(CONNECT));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, BEATS);
        client.setSessionHeartbeat(HeartbeatType.IGNORE, silence.dividedBy(BEATS + 1));
        try {
            preferKnownTypes();
        } catch (IOException unreadable) {
            throw new SftpFailure(Kind.HOST_KEY, "Known hosts: " + unreadable.getMessage() + ".", unreadable);
        }
        client.start();
    }

    /** A session that is logged in; one is made at a time. */
    synchronized ClientSession connect() throws SftpFailure {
        refused = null;
        ClientSession session;
        try {
            session = client.connect(server.username(), server.host(), server.port())
                    .verify(CONNECT)
                    .getSession();
        } catch (IOException unreachable) {
            throw Troubles.lost(server, unreachable);
        }
        try {
            identify(session);
            session.auth().verify(CONNECT.plus(CONNECT));
            return session;
        } catch (IOException rejected) {
            session.close(true);
            throw told(rejected);
        }
    }

    private void identify(ClientSession session) throws SftpFailure {
        if (login.key().isEmpty()) {
            session.addPasswordIdentity(login.password());
            return;
        }
        var file = login.key().get();
        try {
            var provider = new FileKeyPairProvider(file);
            provider.setPasswordFinder(
                    login.password().isEmpty()
                            ? FilePasswordProvider.EMPTY
                            : FilePasswordProvider.of(login.password()));
            provider.loadKeys(session).forEach(session::addPublicKeyIdentity);
        } catch (RuntimeException unreadable) {
            throw new SftpFailure(
                    Kind.LOGIN,
                    "The private key in " + file + " can't be read. Check nas.keyFile, and SLUICE_NAS_PASSWORD if the"
                            + " key has a passphrase.",
                    unreadable);
        }
    }

    private SftpFailure told(IOException error) {
        if (refused != null) {
            return new SftpFailure(Kind.HOST_KEY, keys.refusal(server, refused), error);
        }
        if (error instanceof SftpFailure told) {
            return told;
        }
        if (error instanceof SshException answer
                && answer.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return new SftpFailure(
                    Kind.LOGIN,
                    "The SFTP server " + server + " refuses the user " + server.username()
                            + ": wrong user, password or key. Check nas.username, and SLUICE_NAS_PASSWORD,"
                            + " nas.passwordFile or nas.keyFile.",
                    error);
        }
        return Troubles.lost(server, error);
    }

    private boolean accepts(PublicKey key) {
        try {
            if (keys.accepts(server, key)) {
                return true;
            }
        } catch (IOException unreadable) {
            // as good as unknown: the refusal names the file
        }
        refused = key;
        return false;
    }

    /** A server has keys of several types and shows the one that we ask for: ask for one that can be checked. */
    private void preferKnownTypes() throws IOException {
        var known = keys.types(server);
        var signatures = new ArrayList<>(client.getSignatureFactories());
        signatures.sort(Comparator.comparing(signature -> !known.contains(keyType(signature.getName()))));
        client.setSignatureFactories(List.<org.apache.sshd.common.NamedFactory<Signature>>copyOf(signatures));
    }

    private static String keyType(String signature) {
        return signature.startsWith("rsa-sha2-") && !signature.contains("cert") ? "ssh-rsa" : signature;
    }

    @Override
    public void close() {
        client.stop();
    }
}
