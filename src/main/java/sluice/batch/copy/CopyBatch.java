package sluice.batch.copy;

import java.util.List;

/**
 * Keys that are copied together, in one transaction.
 *
 * @param kind what is known of them
 * @param keys as texts, in their order
 * @param versions of the source, one per key; empty for keys that are gone
 * @param dense whether the source has no other key between the first and the last
 * @param careful whether an earlier try failed, so that each row is looked at twice
 */
public record CopyBatch(Kind kind, List<String> keys, List<String> versions, boolean dense, boolean careful) {

    /** What is known of the keys of a batch. */
    public enum Kind {
        /** Not copied yet. */
        NEW,
        /** Copied in another version. */
        CHANGED,
        /** Copied, and no longer at the source. */
        GONE
    }

    /** Copies the lists. */
    public CopyBatch {
        keys = List.copyOf(keys);
        versions = List.copyOf(versions);
    }

    /** Whether nothing smaller can be cut from it. */
    public boolean isSingle() {
        return keys.size() == 1;
    }

    /** The same keys, looked at twice. */
    public CopyBatch carefully() {
        return new CopyBatch(kind, keys, versions, dense, true);
    }

    /** Its two halves. */
    public List<CopyBatch> halves() {
        int middle = keys.size() / 2;
        return List.of(part(0, middle), part(middle, keys.size()));
    }

    private CopyBatch part(int from, int to) {
        List<String> some = versions.isEmpty() ? versions : versions.subList(from, to);
        return new CopyBatch(kind, keys.subList(from, to), some, dense, careful);
    }
}
