package sluice.opensearch.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A document as an index holds it. It lies in the answer it came with and is good as long as that.
 *
 * @param id under which the index holds it
 * @param sort the value by which it was sorted; 0 where it was not
 */
public record Hit(String id, long sort, byte[] answer, int from, int to) {

    /** Whether it is byte for byte this text. */
    public boolean is(byte[] document) {
        return Arrays.equals(answer, from, to, document, 0, document.length);
    }

    /** The document as a tree; numbers keep all their digits. */
    public JsonNode tree() {
        try {
            return Documents.EXACT.readTree(answer, from, to - from);
        } catch (IOException broken) {
            throw new UncheckedIOException("Document " + id + " is no JSON", broken);
        }
    }
}
