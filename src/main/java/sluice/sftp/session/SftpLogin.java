package sluice.sftp.session;

import java.nio.file.Path;
import java.util.Optional;

/** How we prove who we are: by password, or by a private key whose passphrase the password then is. */
public final class SftpLogin {

    private final Path key;
    private final String password;

    private SftpLogin(Path key, String password) {
        this.key = key;
        this.password = password;
    }

    /** By password. */
    public static SftpLogin password(String password) {
        return new SftpLogin(null, password);
    }

    /**
     * By the private key in this file.
     *
     * @param passphrase opens the key; empty for a key without one
     */
    public static SftpLogin key(Path file, String passphrase) {
        return new SftpLogin(file, passphrase);
    }

    Optional<Path> key() {
        return Optional.ofNullable(key);
    }

    String password() {
        return password;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return key == null ? "SftpLogin[password]" : "SftpLogin[key]";
    }
}
