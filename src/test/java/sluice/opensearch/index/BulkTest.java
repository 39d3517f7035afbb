package sluice.opensearch.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkTest {

    @Test
    void linesAreWhatTheClusterReads() {
        Bulk bulk = new Bulk();
        bulk.put("7", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        bulk.remove("x\"\\\n");

        assertThat(new String(bulk.body(), StandardCharsets.UTF_8)).isEqualTo("""
                {"index":{"_id":"7"}}
                {"a":1}
                {"delete":{"_id":"x\\u0022\\u005c\\u000a"}}
                """);
        assertThat(bulk.size()).isEqualTo(bulk.body().length);
    }

    @Test
    void aPartHoldsJustItsDocuments() {
        Bulk bulk = new Bulk();
        for (int n = 0; n < 3000; n++) {
            bulk.put(String.valueOf(n), ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8));
        }
        Bulk part = bulk.only(List.of(0, 1999, 2999));

        assertThat(part.count()).isEqualTo(3);
        assertThat(part.id(1)).isEqualTo("1999");
        assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo("""
                {"index":{"_id":"0"}}
                {"n":0}
                {"index":{"_id":"1999"}}
                {"n":1999}
                {"index":{"_id":"2999"}}
                {"n":2999}
                """);
        assertThat(part.size(0)).isEqualTo("{\"index\":{\"_id\":\"0\"}}\n{\"n\":0}\n".length());
    }

    @Test
    void aBulkThatWasClearedBeginsAnew() {
        Bulk bulk = new Bulk();
        bulk.put("1", new byte[200_000]);
        bulk.clear();
        bulk.put("2", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(bulk.count()).isEqualTo(1);
        assertThat(new String(bulk.body(), StandardCharsets.UTF_8)).isEqualTo("{\"index\":{\"_id\":\"2\"}}\n{}\n");
    }
}
