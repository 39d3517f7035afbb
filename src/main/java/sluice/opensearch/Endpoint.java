package sluice.opensearch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where a cluster is and who asks.
 *
 * @param uri scheme, host and port, checked by {@link #of}
 * @param username empty for none
 * @param password empty for none; in no message
 * @param certificate of the authority that signed the cluster's, PEM; empty for those that Java trusts
 */
public record Endpoint(URI uri, String username, String password, Optional<Path> certificate) {

    private static final int USUAL_PORT = 9200;
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Checks and takes what an environment says.
     *
     * @param url {@code https://host:port}; without a port 9200
     * @throws IllegalArgumentException with what is wrong; the message repeats no part of the URL, for it may hold a password
     */
    public static Endpoint of(String url, String username, String password, Optional<Path> certificate) {
        URI given = parsed(url);
        if (given.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "opensearch.url holds 'user:password@', which shows in the process list; give"
                            + " opensearch.username, and the password in SLUICE_OPENSEARCH_PASSWORD or opensearch.passwordFile");
        }
        boolean secure = "https".equals(given.getScheme());
        if (!password.isEmpty() && !secure && !LOCAL.contains(given.getHost())) {
            throw new IllegalArgumentException(
                    "a password would cross the network unencrypted; write opensearch.url with"
                            + " https://, or give no password");
        }
        if (username.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException(
                    username.isEmpty()
                            ? "there is a password for OpenSearch and no opensearch.username"
                            : "there is an opensearch.username and no password; set SLUICE_OPENSEARCH_PASSWORD or"
                                    + " opensearch.passwordFile");
        }
        int port = given.getPort() < 0 ? USUAL_PORT : given.getPort();
        return new Endpoint(
                URI.create(given.getScheme() + "://" + given.getHost() + ":" + port), username, password, certificate);
    }

    private static URI parsed(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean path = uri.getRawPath() != null && !uri.getRawPath().matches("/?");
            if (web && uri.getHost() != null && uri.getPort() <= 65_535 && !path && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // told below, without the text: it may hold a password
        }
        throw new IllegalArgumentException(
                "opensearch.url must be https://host:port or http://host:port, and nothing more");
    }

    /** Scheme, host and port, for people. */
    public String shown() {
        return uri.toString();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return shown();
    }
}
