package sluice.listings.index.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.listings.index.site.Site;
import sluice.opensearch.SearchFailure;
import sluice.opensearch.index.Indices;

/** The indices that stood or stand behind an alias, each a number higher than the one before. */
public final class Generations {

    private final Site site;
    private final Indices indices;

    /** Those of a site. */
    public Generations(Site site) {
        this.site = site;
        this.indices = site.indices();
    }

    /** The index that searches use: behind the alias, or of that very name where no alias was ever used. */
    public Optional<String> current() {
        Optional<String> behind = indices.behind(site.alias());
        return behind.isPresent() || !isPlain() ? behind : Optional.of(site.alias());
    }

    /** Whether there is an index in the place where the alias should be. */
    boolean isPlain() {
        return indices.exists(site.alias());
    }

    /** An index that was begun and neither finished nor made with another definition, nor by the cluster's own guess. */
    public Optional<String> unfinished() {
        return begun().stream()
                .filter(name -> note(name)
                        .map(Note::mark)
                        .orElse("")
                        .equals(site.definition().mark()))
                .filter(name -> differences(name).isEmpty())
                .reduce((first, last) -> last);
    }

    /** Deletes what was begun and is not gone on with. */
    public void clear(Optional<String> except) {
        for (String name : begun()) {
            if (!except.equals(Optional.of(name))) {
                site.watcher().told("Deleting " + name + ", which was begun and never used");
                indices.delete(name);
            }
        }
    }

    private List<String> begun() {
        Optional<String> used = current();
        return all().entrySet().stream()
                .filter(index -> !used.equals(Optional.of(index.getKey())))
                .filter(index -> Note.of(index.getValue())
                        .filter(note -> note.state() != Note.State.USED)
                        .isPresent())
                .map(Map.Entry::getKey)
                .sorted((one, other) -> Long.compare(number(one), number(other)))
                .toList();
    }

    /** Makes the next index, for filling. */
    public String create() {
        long number = all().keySet().stream().mapToLong(this::number).max().orElse(0);
        String name = site.alias() + "-" + (number + 1);
        Note note = Note.fresh(site.definition().mark(), current().orElse(""));
        indices.create(name, site.definition().forFilling(note.json()));
        return name;
    }

    /** What is noted at an index. */
    public Optional<Note> note(String index) {
        return Note.of(mapping(index));
    }

    /**
     * Makes sure that nothing on the cluster has changed the mapping on its way in, and that it was not guessed from documents:
     * an index that is deleted while it is filled comes back by itself.
     */
    public void check(String index) {
        List<String> differences = differences(index);
        if (!differences.isEmpty()) {
            throw new SearchFailure(
                    SearchFailure.Kind.REFUSED,
                    index
                            + " has another mapping than index.json says, perhaps from a template of the cluster, or because it was deleted meanwhile: "
                            + String.join("; ", differences)
                            + ". Nothing was switched; see to that and run the same command again");
        }
    }

    private List<String> differences(String index) {
        return site.definition().differences(mapping(index));
    }

    private JsonNode mapping(String index) {
        return indices.mappings(index).getOrDefault(index, MissingNode.getInstance());
    }

    /** Ours that neither serve searches nor the way back. */
    public List<String> idle(String used, String former) {
        return all().keySet().stream()
                .filter(name -> !name.equals(used) && !name.equals(former))
                .toList();
    }

    private Map<String, JsonNode> all() {
        Map<String, JsonNode> all = indices.mappings(site.alias() + "-*");
        all.keySet().removeIf(name -> number(name) < 0);
        return all;
    }

    private long number(String name) {
        String rest = name.substring(Math.min(name.length(), site.alias().length() + 1));
        return rest.matches("\\d{1,9}") ? Long.parseLong(rest) : -1;
    }
}
