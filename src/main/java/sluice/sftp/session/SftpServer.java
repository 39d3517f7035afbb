package sluice.sftp.session;

/**
 * An SFTP server and who logs in there.
 *
 * @param port 1 to 65535
 */
public record SftpServer(String host, int port, String username) {

    /** Where, and never who or with what: {@code nas.example.org:22}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
