package sluice.fleet;

import java.util.Arrays;
import java.util.List;

/**
 * The changesets that belong into a schema's history, as Liquibase itself computes them.
 *
 * @param rows in the order of the changelog
 */
record Expected(List<Row> rows) {

    /** One changeset; the tag is empty where it sets none. */
    record Row(String path, String id, String author, String checksum, String tag) {}

    /** Reads what a worker wrote: a line per changeset, parts separated by tabs. */
    static Expected parse(String text) {
        return new Expected(text.lines()
                .map(line -> line.split("\t", -1))
                .map(part -> new Row(part[0], part[1], part[2], part[3], part[4]))
                .toList());
    }

    /** The tags that the changelog sets. */
    List<String> tags() {
        return rows.stream().map(Row::tag).filter(tag -> !tag.isEmpty()).toList();
    }

    /** The changesets up to a tag, all if it is empty. */
    Expected upTo(String tag) {
        int end = tags().contains(tag)
                ? Arrays.asList(rows.stream().map(Row::tag).toArray()).indexOf(tag) + 1
                : rows.size();
        return new Expected(rows.subList(0, end));
    }

    String[] column(java.util.function.Function<Row, String> part) {
        return rows.stream().map(part).toArray(String[]::new);
    }
}
