package sluice.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import sluice.sftp.session.HostKeys;
import sluice.sftp.session.SftpFailure;
import sluice.sftp.session.SftpLogin;
import sluice.sftp.session.SftpServer;

/** A real SFTP server over a folder, which counts what is read and does wrong what a test asks it to. */
public final class TestSftpServer implements AutoCloseable {

    public static final String USER = "importer";
    public static final String PASSWORD = "right-password";

    private final Path root;
    private final List<KeyPair> keys = new ArrayList<>();
    private final SshServer server;
    private final Map<String, AtomicLong> bytes = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile long dropAfter = Long.MAX_VALUE;
    private volatile long pauseNanos;
    private volatile boolean silent;
    private volatile boolean refusing;
    private final AtomicLong sinceDrop = new AtomicLong();

    private TestSftpServer(Path root, String... keyTypes) {
        this.root = root;
        this.server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        for (String type : keyTypes) {
            keys.add(key(type));
        }
        server.setKeyPairProvider(KeyPairProvider.wrap(keys));
        server.setPasswordAuthenticator((user, password, session) -> {
            connections.incrementAndGet();
            if (refusing) {
                session.close(true);
            }
            return user.equals(USER) && password.equals(PASSWORD);
        });
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new Watch());
        server.setSubsystemFactories(List.of(sftp));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
    }

    /** A server over a folder with a key of type ECDSA. */
    public static TestSftpServer over(Path root) {
        return over(root, "ecdsa-sha2-nistp256");
    }

    /** A server with a key of each type. */
    public static TestSftpServer over(Path root, String... keyTypes) {
        TestSftpServer server = new TestSftpServer(root, keyTypes);
        server.start();
        return server;
    }

    /** A key pair such as ssh-keygen makes. */
    public static KeyPair key(String type) {
        try {
            return KeyUtils.generateKeyPair(type, type.equals("ssh-rsa") ? 2048 : 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets in whoever has this key, too. */
    public void admit(KeyPair user) {
        server.setPublickeyAuthenticator((name, key, session) -> KeyUtils.compareKeys(key, user.getPublic()));
    }

    public SftpServer address() {
        return new SftpServer("127.0.0.1", server.getPort(), USER);
    }

    /** Its files over a login that it accepts; nobody wants to stop. */
    SftpFiles files(int channels, Duration silence, int tries) throws SftpFailure {
        return files(new SftpOptions(channels, silence, tries, () -> false));
    }

    SftpFiles files(SftpOptions options) throws SftpFailure {
        return SftpFiles.open(
                address(), HostKeys.pinned(List.of(fingerprint())), SftpLogin.password(PASSWORD), options);
    }

    /** The content of a file, read to its end. */
    static byte[] read(SftpFiles files, String path) throws IOException {
        try (InputStream stream = files.read(path)) {
            return stream.readAllBytes();
        }
    }

    /** So many bytes, the same each time. */
    static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** The fingerprint of its first key. */
    public String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, keys.get(0).getPublic());
    }

    /** A line of known_hosts for one of its keys. */
    public String knownHost(int key) {
        return "[127.0.0.1]:" + server.getPort() + " "
                + PublicKeyEntry.toString(keys.get(key).getPublic());
    }

    /** Every connection breaks once so many bytes were read since the last one broke. */
    public void dropAfter(long count) {
        dropAfter = count;
        sinceDrop.set(0);
    }

    /** Each read takes so much longer. */
    public void pauseBeforeEachRead(long nanos) {
        pauseNanos = nanos;
    }

    /** Reads are not answered any more, nor are connections closed. */
    public void fallSilent(boolean wanted) {
        silent = wanted;
    }

    /** Whether it breaks all connections and makes no new ones. */
    public void refuse(boolean wanted) {
        refusing = wanted;
        drop();
    }

    /** The folder or file can't be opened. */
    public void deny(String path) {
        denied.add(path);
    }

    public void allow(String path) {
        denied.remove(path);
    }

    /** Bytes read of a file so far. */
    public long bytes(String path) {
        return bytes.getOrDefault(path, new AtomicLong()).get();
    }

    /** Bytes read of all files so far. */
    public long bytes() {
        return bytes.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** How often somebody logged in or tried to. */
    public int connections() {
        return connections.get();
    }

    /** Sessions that are open. */
    public int sessions() {
        return server.getActiveSessions().size();
    }

    /** Breaks all connections. */
    public void drop() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    /** Puts a file there. */
    public Path put(String path, byte[] content) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    @Override
    public void close() {
        silent = false;
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Watch implements SftpEventListener {

        @Override
        public void opening(ServerSession session, String remote, Handle handle) throws IOException {
            if (denied.contains(path(handle))) {
                throw new AccessDeniedException(path(handle));
            }
        }

        @Override
        public void reading(
                ServerSession session, String remote, FileHandle handle, long at, byte[] data, int from, int length) {
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
            while (silent) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public void read(
                ServerSession session,
                String remote,
                FileHandle handle,
                long at,
                byte[] data,
                int from,
                int length,
                int count,
                Throwable thrown) {
            bytes.computeIfAbsent(path(handle), path -> new AtomicLong()).addAndGet(Math.max(0, count));
            if (sinceDrop.addAndGet(Math.max(0, count)) > dropAfter) {
                sinceDrop.set(0);
                session.close(true);
            }
        }

        private String path(Handle handle) {
            return handle.getFile().toString();
        }
    }
}
