package sluice.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://search.example.org, https://search.example.org:9200",
        "https://search.example.org:443/, https://search.example.org:443",
        "http://127.0.0.1:19200, http://127.0.0.1:19200"
    })
    void aHostWithoutAPortHasTheUsualOne(String url, String shown) {
        assertThat(of(url, "", "").shown()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search.example.org:9200",
                "ftp://search.example.org",
                "https://",
                "https://host:99999",
                "https://host/path",
                "https://host?q=hunter2",
                "https://ho st",
                "embeded"
            })
    void whatIsNoHostAndPortIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> of(url, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("opensearch.url must be https://host:port or http://host:port, and nothing more");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> of("https://admin:hunter2@host:9200", "", ""))
                .hasMessageContaining("process list")
                .hasMessageContaining("SLUICE_OPENSEARCH_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aPasswordCrossesTheNetworkOnlyEncrypted() {
        assertThatThrownBy(() -> of("http://search.example.org:9200", "indexer", "hunter2"))
                .hasMessageContaining("unencrypted")
                .hasMessageNotContaining("hunter2");
        assertThat(of("http://localhost:9200", "indexer", "hunter2").toString()).isEqualTo("http://localhost:9200");
    }

    @Test
    void aUserWithoutAPasswordAndTheOtherWayRoundAreRefused() {
        assertThatThrownBy(() -> of("https://host", "indexer", "")).hasMessageContaining("SLUICE_OPENSEARCH_PASSWORD");
        assertThatThrownBy(() -> of("https://host", "", "hunter2"))
                .hasMessageContaining("no opensearch.username")
                .hasMessageNotContaining("hunter2");
    }

    private static Endpoint of(String url, String username, String password) {
        return Endpoint.of(url, username, password, Optional.empty());
    }
}
