package sluice.listings.index.generation;

import java.util.Optional;
import sluice.listings.index.site.Site;
import sluice.opensearch.SearchFailure;
import sluice.opensearch.index.Indices;

/** Lets searches use another index, in one step, and back. */
public final class Switch {

    private static final String BLOCK = "{\"index\":{\"blocks\":{\"write\":%s}}}";

    private final Site site;
    private final Indices indices;
    private final Generations generations;

    /**
     * A way back that was gone.
     *
     * @param from the index that searches used
     * @param to the one that they use now
     */
    public record Turn(String from, String to) {}

    /** A switch there. */
    public Switch(Site site) {
        this.site = site;
        this.indices = site.indices();
        this.generations = new Generations(site);
    }

    /**
     * Lets searches use an index that was compared; gives the one they used, empty if none.
     *
     * @throws SearchFailure if its mapping is not the one defined: its documents may be right nevertheless
     */
    public String to(String index, Note note) {
        generations.check(index);
        Optional<String> former = indices.behind(site.alias());
        if (former.isEmpty() && generations.isPlain()) {
            return insteadOfPlain(index, note);
        }
        // before the switch, so that the way back is known whatever happens after it
        indices.note(index, note.after(former.orElse("")).json());
        indices.point(site.alias(), former, index);
        indices.note(index, note.after(former.orElse("")).as(Note.State.USED).json());
        return former.orElse("");
    }

    /**
     * An index of the alias's own name can't stay: its place is needed. It is kept as a copy, which for a moment takes no writes
     * so that none is lost.
     */
    private String insteadOfPlain(String index, Note note) {
        String copy = site.alias() + "-0";
        if (indices.exists(copy) && generations.note(copy).isEmpty()) {
            throw new SearchFailure(
                    SearchFailure.Kind.REFUSED,
                    "The index " + site.alias() + " would be kept as " + copy
                            + ", and that is there already; delete it");
        }
        indices.delete(copy);
        indices.settings(site.alias(), BLOCK.formatted("true"));
        boolean switched = false;
        try {
            indices.copy(site.alias(), copy);
            indices.isComplete(copy);
            indices.settings(copy, BLOCK.formatted("null"));
            indices.note(copy, Note.fresh("", "").as(Note.State.USED).json());
            indices.note(index, note.after(copy).json());
            indices.replace(site.alias(), index);
            switched = true;
        } finally {
            if (!switched) {
                indices.settings(site.alias(), BLOCK.formatted("null"));
            }
        }
        indices.note(index, note.after(copy).as(Note.State.USED).json());
        return copy;
    }

    /**
     * Lets searches use the index before the present one.
     *
     * @throws SearchFailure if there is none to go back to
     */
    public Turn back() {
        String current =
                indices.behind(site.alias()).orElseThrow(() -> nowhere("no alias " + site.alias() + " is there"));
        String before = generations.note(current).map(Note::before).orElse("");
        if (before.isEmpty() || !indices.exists(before)) {
            throw nowhere(
                    before.isEmpty()
                            ? "it is not known what " + site.alias() + " stood for before " + current
                            : before + " was deleted");
        }
        indices.point(site.alias(), Optional.of(current), before);
        return new Turn(current, before);
    }

    private SearchFailure nowhere(String why) {
        return new SearchFailure(
                SearchFailure.Kind.MISSING,
                "There is no way back at " + site.cluster().shown() + ": " + why);
    }
}
