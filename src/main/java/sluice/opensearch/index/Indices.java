package sluice.opensearch.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sluice.opensearch.Cluster;
import sluice.opensearch.SearchFailure;

/** The indices of a cluster: made, set, told apart by a note in their mapping, deleted. Safe for several threads. */
public final class Indices {

    private final Cluster cluster;

    /** Those of this cluster. */
    public Indices(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether there is an index of that very name; an alias is none. */
    public boolean exists(String name) {
        return mappings(name).containsKey(name);
    }

    /** The mappings of all indices that a name or pattern means, by the index's name. */
    public Map<String, JsonNode> mappings(String pattern) {
        Map<String, JsonNode> mappings = new TreeMap<>();
        String path = "/" + pattern + "/_mapping?ignore_unavailable=true&allow_no_indices=true";
        for (Map.Entry<String, JsonNode> entry :
                cluster.ask("GET", path, "", "the mapping of " + pattern).properties()) {
            mappings.put(entry.getKey(), entry.getValue().path("mappings"));
        }
        return mappings;
    }

    /** Makes an index; one that is there already is left as it is. */
    public void create(String name, JsonNode definition) {
        try {
            cluster.ask("PUT", "/" + name, definition.toString(), "the creation of " + name);
        } catch (SearchFailure failure) {
            // a try whose answer was lost may have made it
            if (!failure.getMessage().contains("resource_already_exists_exception")) {
                throw failure;
            }
        }
    }

    /** Deletes an index; one that is gone is no trouble. */
    public void delete(String name) {
        cluster.ask("DELETE", "/" + name + "?ignore_unavailable=true", "", "the removal of " + name);
    }

    /** Writes a note into an index's mapping, in place of the last. */
    public void note(String name, JsonNode note) {
        cluster.ask("PUT", "/" + name + "/_mapping", "{\"_meta\":" + note + "}", "a note at " + name);
    }

    /** Changes settings of an index. */
    public void settings(String name, String settings) {
        cluster.ask("PUT", "/" + name + "/_settings", settings, "the settings of " + name);
    }

    /** Makes everything written so far visible to searches. */
    public void refresh(String name) {
        cluster.ask("POST", "/" + name + "/_refresh", "", "the refresh of " + name);
    }

    /** Waits until all copies of an index are there; whether they are after a minute. */
    public boolean isWhole(String name) {
        return reaches("green", name);
    }

    /** Waits until each part of an index is there once, which a cluster of one node can do; whether it is after a minute. */
    public boolean isComplete(String name) {
        return reaches("yellow", name);
    }

    private boolean reaches(String status, String name) {
        String path = "/_cluster/health/" + name + "?wait_for_status=" + status + "&timeout=60s";
        try {
            return !cluster.ask("GET", path, "", "the health of " + name)
                    .path("timed_out")
                    .asBoolean();
        } catch (SearchFailure late) {
            if (late.kind() == SearchFailure.Kind.UNREACHABLE) {
                return false;
            }
            throw late;
        }
    }

    /** Bytes of a document on the average, 0 for an empty index. */
    public long averageSize(String name) {
        JsonNode primaries = cluster.ask("GET", "/" + name + "/_stats/docs,store", "", "the size of " + name)
                .path("_all")
                .path("primaries");
        // nested objects count as documents: the whole store by the documents that a search finds is what we want
        long documents = new Documents(cluster, name, "").count();
        return documents == 0
                ? 0
                : primaries.path("store").path("size_in_bytes").asLong() / documents;
    }

    /** The index behind an alias; empty if there is no such alias. */
    public Optional<String> behind(String alias) {
        List<String> names = new ArrayList<>();
        try {
            cluster.ask("GET", "/_alias/" + alias, "", "the alias " + alias)
                    .fieldNames()
                    .forEachRemaining(names::add);
        } catch (SearchFailure failure) {
            if (failure.kind() != SearchFailure.Kind.MISSING) {
                throw failure;
            }
        }
        if (names.size() > 1) {
            throw new SearchFailure(
                    SearchFailure.Kind.REFUSED,
                    "The alias " + alias + " stands for several indices: " + String.join(", ", names)
                            + ". Take it away from all but one");
        }
        return names.stream().findFirst();
    }

    /**
     * Lets an alias stand for another index, in one step that no search can fall into.
     *
     * @param from the index that it stands for; empty for none
     */
    public void point(String alias, Optional<String> from, String to) {
        String remove = from.map(index -> "{\"remove\":{\"index\":\"%s\",\"alias\":\"%s\"}},".formatted(index, alias))
                .orElse("");
        actions(remove + "{\"add\":{\"index\":\"%s\",\"alias\":\"%s\"}}".formatted(to, alias), alias, to);
    }

    /** Puts an alias in the place of an index of the same name, which is deleted in the same step. */
    public void replace(String name, String to) {
        String remove = "{\"remove_index\":{\"index\":\"%s\"}},".formatted(name);
        actions(remove + "{\"add\":{\"index\":\"%s\",\"alias\":\"%s\"}}".formatted(to, name), name, to);
    }

    private void actions(String actions, String alias, String to) {
        try {
            cluster.ask("POST", "/_aliases", "{\"actions\":[" + actions + "]}", "the switch of " + alias + " to " + to);
        } catch (SearchFailure failure) {
            // a try whose answer was lost may have switched
            if (!behind(alias).equals(Optional.of(to))) {
                throw failure;
            }
        }
    }

    /** A whole copy of an index that takes no writes, made of links: quick, and no room needed. */
    public void copy(String from, String to) {
        cluster.ask("POST", "/" + from + "/_clone/" + to, "", "the copy of " + from + " as " + to);
    }
}
