package sluice.listings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import sluice.listings.index.site.Definition;
import sluice.listings.index.site.Site;
import sluice.opensearch.Front;
import sluice.opensearch.SearchFailure;
import sluice.opensearch.TestCluster;
import sluice.opensearch.node.NodeProcess;

/** What can go wrong with a cluster: a clear word, nothing switched, and the same command goes on. */
class TroublesTest {

    @Test
    void aNodeThatIsKilledAndComesBackInTheMiddleIsWaitedFor() throws Exception {
        try (NodeProcess node = TestCluster.start("killed", List.of());
                Ground ground = Ground.at(node.url(), 12_000)) {
            ground.longest = Duration.ofMinutes(3);
            CompletableFuture<?>[] back = new CompletableFuture<?>[1];
            Interruption killed = Interruption.after(3000, () -> {
                node.kill();
                back[0] = CompletableFuture.runAsync(node::start);
            });

            Settled settled = new Reindex(ground.site(killed)).run(false);

            back[0].join();
            assertThat(settled.switched()).isTrue();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
            assertThat(ground.told).anyMatch(line -> line.contains("does not answer"));
        }
    }

    @Test
    void aNodeThatStaysAwayEndsTheRunAndTheSameCommandGoesOn() throws Exception {
        try (NodeProcess node = TestCluster.start("away", List.of());
                Ground ground = Ground.at(node.url(), 12_000)) {
            ground.longest = Duration.ofMillis(300);
            Site site = ground.site(Interruption.after(5000, node::kill));
            assertThatThrownBy(() -> new Reindex(site).run(false))
                    .isInstanceOf(SearchFailure.class)
                    .hasMessageContaining("OpenSearch at " + node.url() + " does not answer")
                    .hasMessageContaining("check opensearch.url and whether it runs");

            node.start();
            ground.longest = Duration.ofMinutes(1);
            Settled settled = ground.reindex();

            assertThat(settled.switched()).isTrue();
            assertThat(settled.index()).isEqualTo(ground.alias + "-1");
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    @Test
    void aStormOfRefusalsIsRiddenOut() throws Exception {
        AtomicInteger bulks = new AtomicInteger();
        // three in four bulks are turned away
        try (Front front = Front.before(
                        TestCluster.url(),
                        (exchange, body) ->
                                exchange.getRequestURI().getPath().endsWith("_bulk") && bulks.incrementAndGet() % 4 != 0
                                        ? 429
                                        : 0);
                Ground ground = Ground.at(front.url(), 3000)) {
            Settled settled = ground.reindex();

            assertThat(settled.switched()).isTrue();
            assertThat(front.turnedAway.get()).isGreaterThan(5);
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    @Test
    void aNodeThatItselfHasNoRoomForABulkIsAskedAgain() throws Exception {
        try (NodeProcess node = TestCluster.start("narrow", List.of("indexing_pressure.memory.limit=400kb"));
                Ground ground = Ground.at(node.url(), 6000)) {
            ground.longest = Duration.ofMinutes(2);

            Settled settled = ground.reindex();

            assertThat(settled.switched()).isTrue();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    @Test
    void aDocumentThatIsTooLargeIsNamedAndTheOthersGoOn() throws Exception {
        try (NodeProcess node = TestCluster.start("small", List.of("http.max_content_length=300kb"));
                Ground ground = Ground.at(node.url(), 1500)) {
            ground.database.execute("UPDATE listings SET description = repeat('long ', 200000) WHERE id = 1500");

            Settled settled = ground.reindex();

            assertThat(settled.switched()).isFalse();
            assertThat(settled.refused()).hasSize(1);
            assertThat(settled.refused().get(0).id()).isEqualTo("1500");
            assertThat(settled.refused().get(0).reason()).contains("bytes, more than the cluster takes");
            assertThat(ground.count(ground.alias + "-1")).isEqualTo(ground.listings() - 1);

            ground.database.execute("UPDATE listings SET description = 'short' WHERE id = 1500");
            assertThat(ground.reindex().switched()).isTrue();
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");
        }
    }

    @Test
    void aFieldThatDoesNotFitTheMappingIsNamedWithItsDocuments() throws Exception {
        try (Ground ground = Ground.with(60)) {
            Definition numbers = Variant.of("/mappings/properties/sku/type", "integer");
            ground.database.execute("UPDATE listings SET sku = 'AB-1' WHERE id IN (30, 60)");

            Settled settled = new Reindex(ground.site(new Interruption("-", () -> {}), numbers)).run(false);

            assertThat(settled.switched()).isFalse();
            assertThat(settled.refused()).extracting("id").contains("30", "60");
            assertThat(settled.refused().get(0).reason()).contains("failed to parse field [sku] of type [integer]");
            assertThat(ground.ask("GET", "/_alias/" + ground.alias, "")
                            .path("status")
                            .asInt())
                    .isEqualTo(404);

            Settled corrected = ground.reindex();
            assertThat(corrected.switched()).isTrue();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    @Test
    void anIndexThatBecomesReadOnlyForAFullDiskEndsTheRunAndTheSameCommandGoesOn() throws Exception {
        try (Ground ground = Ground.with(9000)) {
            Site site = ground.site(Interruption.after(3000, () -> block(ground, "true")));
            assertThatThrownBy(() -> new Reindex(site).run(false))
                    .isInstanceOf(SearchFailure.class)
                    .hasMessageContaining("takes no writes, because a node's disk is too full")
                    .hasMessageContaining("Make room on the node")
                    .hasMessageContaining("it goes on");

            block(ground, "null");
            Settled settled = ground.reindex();

            assertThat(settled.switched()).isTrue();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    /** Bulks to an index that is gone make the cluster guess a new one, without the mapping. */
    @Test
    void anIndexThatIsDeletedWhileItIsFilledIsNotUsedAndTheSameCommandBeginsAnew() throws Exception {
        try (Ground ground = Ground.with(9000)) {
            Site site =
                    ground.site(Interruption.after(3000, () -> ground.ask("DELETE", "/" + ground.alias + "-1", "")));

            assertThatThrownBy(() -> new Reindex(site).run(false))
                    .isInstanceOf(SearchFailure.class)
                    .hasMessageContaining(ground.alias + "-1 has another mapping than index.json says")
                    .hasMessageContaining("dynamic is not strict")
                    .hasMessageContaining("run the same command again");
            assertThat(ground.ask("GET", "/_alias/" + ground.alias, "")
                            .path("status")
                            .asInt())
                    .isEqualTo(404);

            assertThat(ground.reindex().switched()).isTrue();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    private static void block(Ground ground, String value) {
        ground.ask(
                "PUT",
                "/" + ground.alias + "-1/_settings",
                "{\"index\":{\"blocks\":{\"read_only_allow_delete\":" + value + "}}}");
    }

    @Test
    void anIndexThatKeepsBeingSpoiltIsNeverUsed() throws Exception {
        AtomicReference<String> spoilt = new AtomicReference<>("nothing");
        // whenever the new index shall show what was written, somebody writes into it first
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> {
                    if (exchange.getRequestURI().getPath().equals("/" + spoilt.get() + "/_refresh")) {
                        TestCluster.ask("PUT", "/" + spoilt.get() + "/_doc/300", "{\"id\":300,\"title\":\"spoilt\"}");
                    }
                    return 0;
                });
                Ground ground = Ground.at(front.url(), 300)) {
            ground.reindex();
            spoilt.set(ground.alias + "-2");

            Settled settled = ground.reindex();

            assertThat(settled.switched()).isFalse();
            assertThat(settled.differences()).extracting("id").containsExactly("300");
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");
        }
    }

    @Test
    void anIndexInWhichDocumentsKeepAppearingIsRefusedWithTheirIdsAndTheOldOneStays() throws Exception {
        AtomicReference<String> spoilt = new AtomicReference<>("nothing");
        // whenever the documents of the new index are counted, there is one more than was put in
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> {
                    if (exchange.getRequestURI().getPath().equals("/" + spoilt.get() + "/_count")) {
                        String path = "/" + spoilt.get() + "/_doc/90001?refresh=true";
                        TestCluster.ask("PUT", path, "{\"id\":90001,\"title\":\"nobody's\"}");
                    }
                    return 0;
                });
                Ground ground = Ground.at(front.url(), 300)) {
            ground.reindex();
            spoilt.set(ground.alias + "-2");

            Settled settled = ground.reindex();

            assertThat(settled.switched()).isFalse();
            assertThat(settled.holds()).isFalse();
            assertThat(settled.differences()).extracting("id").containsExactly("90001");
            assertThat(settled.differences().get(0).told()).contains("not in the database");
            assertThat(ground.told).anyMatch(line -> line.contains("compared once more"));
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");

            spoilt.set("nothing");
            assertThat(ground.reindex().switched()).isTrue();
        }
    }

    @Test
    void aPasswordThatIsWithdrawnInTheMiddleEndsTheRunAndTheSameCommandGoesOn() throws Exception {
        AtomicBoolean withdrawn = new AtomicBoolean();
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> withdrawn.get() ? 401 : 0);
                Ground ground = Ground.at(front.url(), 9000)) {
            Site site = ground.site(Interruption.after(3000, () -> withdrawn.set(true)));

            assertThatThrownBy(() -> new Reindex(site).run(false))
                    .isInstanceOfSatisfying(
                            SearchFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(SearchFailure.Kind.UNAUTHORIZED))
                    .hasMessageContaining("SLUICE_OPENSEARCH_PASSWORD");
            withdrawn.set(false);
            assertThat(ground.ask("GET", "/_alias/" + ground.alias, "")
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
            Settled settled = ground.reindex();

            assertThat(settled.switched()).isTrue();
            assertThat(settled.index()).isEqualTo(ground.alias + "-1");
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }
}
