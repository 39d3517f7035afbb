package sluice.batch.copy.source;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/** Keys and versions as the server sends them, one at a time; the server waits while nobody reads. */
public final class KeyStream {

    /**
     * A key at the source.
     *
     * @param version never null; empty where the source gives none
     */
    public record Keyed(String key, String version) {}

    private final CopyOut out;

    KeyStream(CopyOut out) {
        this.out = out;
    }

    /** The next key, null behind the last. */
    public Keyed next() throws SQLException {
        byte[] row = out.readFromCopy();
        if (row == null) {
            return null;
        }
        String line = new String(row, 0, row.length - 1, StandardCharsets.UTF_8);
        int tab = line.indexOf('\t');
        String key = line.substring(0, tab);
        if (key.equals("\\N")) {
            throw new SQLException("The source has a row without a key; leave such rows out of keys.", "22004");
        }
        String version = line.substring(tab + 1);
        return new Keyed(CopyText.read(key), version.equals("\\N") ? "" : CopyText.read(version));
    }
}
