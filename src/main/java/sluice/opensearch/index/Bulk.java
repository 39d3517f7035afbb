package sluice.opensearch.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Documents on their way to an index, as the lines of one request. Not thread-safe. */
public final class Bulk {

    private static final int FIRST_SIZE = 1 << 16;

    private byte[] lines = new byte[FIRST_SIZE];
    private int size;
    private final List<String> ids = new ArrayList<>();
    private int[] ends = new int[1024];

    /** Puts a document, or puts it anew; JSON in one line. */
    public void put(String id, byte[] document) {
        append("{\"index\":{\"_id\":\"" + escaped(id) + "\"}}\n");
        append(document, 0, document.length);
        append("\n");
        end(id);
    }

    /** Takes a document out, if it is there. */
    public void remove(String id) {
        append("{\"delete\":{\"_id\":\"" + escaped(id) + "\"}}\n");
        end(id);
    }

    /** Bytes of the request so far. */
    public int size() {
        return size;
    }

    /** Documents so far. */
    public int count() {
        return ids.size();
    }

    /** Forgets all documents and keeps the room. */
    public void clear() {
        size = 0;
        ids.clear();
    }

    String id(int index) {
        return ids.get(index);
    }

    /** The request. */
    byte[] body() {
        return Arrays.copyOf(lines, size);
    }

    /** Bytes of one document with its line. */
    int size(int index) {
        return ends[index] - start(index);
    }

    /** A bulk of just these documents. */
    Bulk only(List<Integer> indexes) {
        Bulk part = new Bulk();
        for (int index : indexes) {
            part.append(lines, start(index), size(index));
            part.end(ids.get(index));
        }
        return part;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private void end(String id) {
        if (ids.size() == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[ids.size()] = size;
        ids.add(id);
    }

    private void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    private void append(byte[] bytes, int from, int length) {
        if (size + length > lines.length) {
            lines = Arrays.copyOf(lines, Math.max(Math.addExact(size, length), 2 * lines.length));
        }
        System.arraycopy(bytes, from, lines, size, length);
        size += length;
    }

    private static String escaped(String id) {
        StringBuilder text = new StringBuilder();
        for (char character : id.toCharArray()) {
            boolean plain = character >= ' ' && character != '"' && character != '\\';
            text.append(plain ? String.valueOf(character) : String.format("\\u%04x", (int) character));
        }
        return text.toString();
    }
}
