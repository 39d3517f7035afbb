package sluice.batch.walk;

import java.util.List;

/**
 * A range of keys, both ends included, as texts that the server reads back exactly.
 *
 * @param from the first key
 * @param to the last key
 * @param rows how many rows were found in it; more may share the last key
 */
public record Range(List<String> from, List<String> to, long rows) {

    /** Copies the keys. */
    public Range {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /** The range that holds just one key. */
    public static Range of(List<String> key) {
        return new Range(key, key, 1);
    }

    /** Whether nothing smaller can be cut from it. */
    public boolean isSingle() {
        return from.equals(to);
    }
}
