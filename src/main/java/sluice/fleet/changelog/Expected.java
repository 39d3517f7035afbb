package sluice.fleet.changelog;

import java.util.Arrays;
import java.util.List;

/**
 * The changesets that belong into a schema's ledger, as Liquibase itself computes them.
 *
 * @param rows in the order of the changelog
 * @param bound whether the changelog reads otherwise in another schema
 */
public record Expected(List<Row> rows, boolean bound) {

    /** The first line where the changelog's text depends on the schema. */
    public static final String BOUND = "bound\n";

    /**
     * One changeset.
     *
     * @param path of its file, as Liquibase records it
     * @param checksum Liquibase's, with its version in front
     * @param tag empty where it sets none
     * @param always whether it wants to run each time
     */
    public record Row(String path, String id, String author, String checksum, String tag, boolean always) {

        /** Its name, as our ledger writes it. */
        public String key() {
            return Expected.key(path, id, author);
        }
    }

    /** A changeset's name, as our ledger writes it. */
    public static String key(String path, String id, String author) {
        return path + "::" + id + "::" + author;
    }

    /** Whether a changeset wants to run each time, so that nobody is ever up to date. */
    public boolean always() {
        return rows.stream().anyMatch(Row::always);
    }

    /** Reads what a worker wrote: whether it is bound, then a line per changeset, parts separated by tabs. */
    public static Expected parse(String text) {
        List<Row> rows = text.lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(part -> new Row(part[0], part[1], part[2], part[3], part[4], part[5].equals("always")))
                .toList();
        return new Expected(rows, text.startsWith(BOUND));
    }

    /** The tags that the changelog sets. */
    public List<String> tags() {
        return rows.stream().map(Row::tag).filter(tag -> !tag.isEmpty()).toList();
    }

    /** The changesets up to a tag, all if it is empty. */
    public Expected upTo(String tag) {
        int end = tags().contains(tag)
                ? Arrays.asList(rows.stream().map(Row::tag).toArray()).indexOf(tag) + 1
                : rows.size();
        return new Expected(rows.subList(0, end), bound);
    }
}
