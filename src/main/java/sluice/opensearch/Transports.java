package sluice.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Builds the client's connection: certificate and host name always verified, the password in a header and nowhere else. */
final class Transports {

    private static final int CONNECTIONS = 64;
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    // a bulk on a loaded node takes a while; a lost answer is found by asking again
    private static final Timeout ANSWER = Timeout.ofMinutes(2);

    private Transports() {}

    static OpenSearchTransport to(Endpoint endpoint) throws IOException {
        SSLContext trusted = trusted(endpoint);
        var host = new HttpHost(
                endpoint.uri().getScheme(),
                endpoint.uri().getHost(),
                endpoint.uri().getPort());
        return ApacheHttpClient5TransportBuilder.builder(host)
                .setDefaultHeaders(headers(endpoint))
                .setConnectionConfigCallback(
                        config -> config.setConnectTimeout(CONNECT).setSocketTimeout(ANSWER))
                .setRequestConfigCallback(config -> config.setResponseTimeout(ANSWER))
                .setHttpClientConfigCallback(client -> client.disableRedirectHandling()
                        .disableAutomaticRetries()
                        .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(CONNECTIONS)
                                .setMaxConnTotal(CONNECTIONS)
                                .setTlsStrategy(ClientTlsStrategyBuilder.create()
                                        .setSslContext(trusted)
                                        .buildAsync())
                                .build()))
                .build();
    }

    private static Header[] headers(Endpoint endpoint) {
        if (endpoint.username().isEmpty()) {
            return new Header[0];
        }
        byte[] pair = (endpoint.username() + ":" + endpoint.password()).getBytes(StandardCharsets.UTF_8);
        String value = "Basic " + Base64.getEncoder().encodeToString(pair);
        return new Header[] {new BasicHeader("Authorization", value, true)};
    }

    private static SSLContext trusted(Endpoint endpoint) throws IOException {
        try {
            if (endpoint.certificate().isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : read(endpoint.certificate().get())) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unreadable) {
            throw new SSLException("opensearch.certificateFile holds no certificate in PEM", unreadable);
        }
    }

    private static Iterable<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }
}
