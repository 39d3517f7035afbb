package sluice.listings.index.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is noted in the mapping of an index that we made.
 *
 * @param state how far it is
 * @param through the key up to which all listings are in it
 * @param mark of the definition that it was made with
 * @param before the index that searches used before it; empty if none
 */
public record Note(State state, long through, String mark, String before) {

    /** How far an index is. */
    public enum State {
        /** Listings are still brought in. */
        FILLING,
        /** All are in; not compared yet, or the comparison did not hold. */
        FILLED,
        /** It was compared and is, or was, what searches use. */
        USED
    }

    private static final String NAME = "sluice";

    /** A new index. */
    public static Note fresh(String mark, String before) {
        return new Note(State.FILLING, Long.MIN_VALUE, mark, before);
    }

    /** The note of a mapping; empty for an index that others made. */
    public static Optional<Note> of(JsonNode mapping) {
        JsonNode note = mapping.path("_meta").path(NAME);
        if (note.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new Note(
                State.valueOf(note.path("state").asText()),
                // as text: a JSON number of that size is not safe with everybody
                Long.parseLong(note.path("through").asText()),
                note.path("definition").asText(),
                note.path("before").asText()));
    }

    /** For a mapping's _meta. */
    public JsonNode json() {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.putObject(NAME)
                .put("state", state.name())
                .put("through", String.valueOf(through))
                .put("definition", mark)
                .put("before", before);
        return note;
    }

    /** The same, filled up to a key. */
    public Note through(long key) {
        return new Note(state, key, mark, before);
    }

    /** The same, further on. */
    public Note as(State next) {
        return new Note(next, through, mark, before);
    }

    /** The same, with the index that searches used before it. */
    public Note after(String former) {
        return new Note(state, through, mark, former);
    }
}
