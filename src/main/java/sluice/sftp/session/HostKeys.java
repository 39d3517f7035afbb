package sluice.sftp.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Which keys a server may show: those that a known_hosts file has for it, or those of pinned fingerprints. */
public final class HostKeys {

    private static final String REVOKED = "revoked";

    private final Path file;
    private final List<String> fingerprints;

    private HostKeys(Path file, List<String> fingerprints) {
        this.file = file;
        this.fingerprints = List.copyOf(fingerprints);
    }

    /** Those in a file as {@code ssh} keeps it, {@code ~/.ssh/known_hosts} for instance; it is never written to. */
    public static HostKeys known(Path file) {
        return new HostKeys(file, List.of());
    }

    /** Those with one of these fingerprints, as {@code ssh-keygen -l} prints them: {@code SHA256:…}. */
    public static HostKeys pinned(List<String> fingerprints) {
        return new HostKeys(null, fingerprints);
    }

    /** Whether the server may show this key. */
    boolean accepts(SftpServer server, PublicKey key) throws IOException {
        if (file == null) {
            return fingerprints.contains(fingerprint(key));
        }
        boolean found = false;
        for (var entry : entries(server)) {
            if (KeyUtils.compareKeys(key(entry), key)) {
                if (REVOKED.equals(entry.getMarker())) {
                    return false;
                }
                found |= entry.getMarker() == null;
            }
        }
        return found;
    }

    /** The types of the keys that are known, to be asked of the server first; it has a key of each type. */
    List<String> types(SftpServer server) throws IOException {
        if (file == null) {
            return List.of();
        }
        return entries(server).stream()
                .map(entry -> entry.getKeyEntry().getKeyType())
                .distinct()
                .toList();
    }

    /** Why this key is not accepted, and what to do. */
    String refusal(SftpServer server, PublicKey key) {
        var shown = "The SFTP server " + server + " shows the key " + fingerprint(key) + " (" + KeyUtils.getKeyType(key)
                + "), which is not ";
        return file == null
                ? shown + "the one in nas.fingerprint. Compare it on the server itself (ssh-keygen -l -f on its host"
                        + " key), and correct nas.fingerprint only if it is the same."
                : shown + "in " + file + ". Compare it on the server itself (ssh-keygen -l -f on its host key); if it"
                        + " is the same, add it (ssh-keyscan -p " + server.port() + " " + server.host() + " >> " + file
                        + ") or set nas.fingerprint.";
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    private List<KnownHostEntry> entries(SftpServer server) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        return KnownHostEntry.readKnownHostEntries(file).stream()
                .filter(entry -> entry.getKeyEntry() != null && entry.isHostMatch(server.host(), server.port()))
                .toList();
    }

    private PublicKey key(KnownHostEntry entry) throws IOException {
        try {
            return entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
        } catch (GeneralSecurityException broken) {
            throw new IOException("a key in " + file + " can't be read; correct or remove its line", broken);
        }
    }
}
