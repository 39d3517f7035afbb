package sluice.listings.index.compare;

import java.util.List;

/**
 * A document that is not what its row says.
 *
 * @param id under which the index holds it, or should
 * @param fields that differ, for {@link Kind#DIFFERENT}; e.g. {@code images[1].url: "a" in the database, "b" in the index}
 */
public record Difference(String id, Kind kind, List<String> fields) {

    /** In which way. */
    public enum Kind {
        /** There is a row and no document. */
        MISSING,
        /** There is a document and no row, or one that is deleted softly. */
        EXTRA,
        /** Both are there. */
        DIFFERENT
    }

    /** One line for people. */
    public String told() {
        return switch (kind) {
            case MISSING -> id + " is missing in the index";
            case EXTRA -> id + " is in the index and not in the database";
            case DIFFERENT -> id + " differs: " + String.join("; ", fields);
        };
    }
}
