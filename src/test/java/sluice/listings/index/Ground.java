package sluice.listings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import sluice.batch.Backoff;
import sluice.environment.TestDatabase;
import sluice.listings.index.ranges.Watcher;
import sluice.listings.index.site.Definition;
import sluice.listings.index.site.Site;
import sluice.opensearch.Cluster;
import sluice.opensearch.Endpoint;
import sluice.opensearch.Patience;
import sluice.opensearch.TestCluster;

/** Tables with listings and a name at a node for an index of them. */
final class Ground implements AutoCloseable {

    static final Path DEFINITION =
            Path.of(System.getProperty("project.directory", "."), "changelogs/listings/index.json");

    final TestDatabase database = TestDatabase.create();
    final String alias = TestCluster.name();
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Cluster> clusters = new ArrayList<>();
    private final String url;
    Duration longest = Duration.ofSeconds(20);

    private Ground(String url, int listings) {
        this.url = url;
        ListingsTables.create(database);
        ListingsTables.fill(database, listings);
    }

    /** So many listings, and the shared node. */
    static Ground with(int listings) {
        return new Ground(TestCluster.url(), listings);
    }

    /** So many listings, and a node or what stands before it. */
    static Ground at(String url, int listings) {
        return new Ground(url, listings);
    }

    Site site() {
        return site(new Watcher() {
            @Override
            public void told(String message) {
                told.add(message);
            }
        });
    }

    Site site(Watcher watcher) {
        return site(watcher, Definition.read(DEFINITION));
    }

    Site site(Watcher watcher, Definition definition) {
        Patience patience = new Patience(longest, attempt -> Backoff.pause(Backoff.before(attempt)), told::add);
        Cluster cluster = Cluster.connect(Endpoint.of(url, "", "", Optional.empty()), patience);
        clusters.add(cluster);
        return new Site(
                database.migration().target().forSchema("public"),
                cluster,
                definition,
                alias,
                2,
                1 << 18,
                Duration.ofMinutes(1),
                watcher);
    }

    Settled reindex() throws Exception {
        return new Reindex(site()).run(false);
    }

    Settled compare() throws Exception {
        return new Compare(site()).run(OptionalLong.empty(), false);
    }

    /** The document that searches find, null if none. */
    JsonNode document(long id) {
        JsonNode answer = ask("GET", "/" + alias + "/_doc/" + id, "");
        return answer.path("found").asBoolean() ? answer.get("_source") : null;
    }

    /** The index behind the alias. */
    String used() {
        return ask("GET", "/_alias/" + alias, "").fieldNames().next();
    }

    long count(String index) {
        ask("POST", "/" + index + "/_refresh", "");
        return ask("GET", "/" + index + "/_count", "").path("count").asLong();
    }

    JsonNode ask(String method, String path, String body) {
        return TestCluster.ask(url, method, path, body);
    }

    /** How many listings should be found. */
    long listings() {
        return (long) database.query("SELECT count(*) FROM listings WHERE NOT is_deleted")
                .get(0)
                .get(0);
    }

    @Override
    public void close() {
        clusters.forEach(Cluster::close);
        TestCluster.ask("DELETE", "/" + alias + "-*", "");
        TestCluster.ask("DELETE", "/" + alias + "?ignore_unavailable=true", "");
        database.close();
    }
}
