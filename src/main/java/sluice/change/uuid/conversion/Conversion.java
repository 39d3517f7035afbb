package sluice.change.uuid.conversion;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.plan.Statement;
import sluice.sql.Literal;

/**
 * A key and what refers to it, on their way to another type.
 *
 * @param columns the key first
 * @param direction to which type
 */
public record Conversion(List<TextColumn> columns, Direction direction) {

    /** The ledger's name of what all changesets of a conversion remember together. */
    static final String OWNER = "ConvertTextToUuid";

    /** Copies the columns. */
    public Conversion {
        columns = List.copyOf(columns);
    }

    /** The way back. */
    public Conversion back() {
        return new Conversion(columns, direction.back());
    }

    TextColumn key() {
        return columns.get(0);
    }

    /** The columns as rows of SQL values. */
    String rows() {
        return columns.stream().map(TextColumn::row).collect(Collectors.joining(", "));
    }

    /** How a word of this conversion is called. */
    public String word(String name) {
        return "pg_temp.sluice_" + direction.name().toLowerCase(Locale.ROOT) + "_" + name;
    }

    /** A block of SQL as a step; see {@link #fill}. */
    public Statement block(String template) {
        // what reads or writes whole tables says so; all else waits for locks only
        return new Statement(fill(template).strip(), template.contains("-- long:"));
    }

    /** A step that calls a word for a column, with a sentence for people. */
    public Statement call(String name, TextColumn column, String told) {
        return new Statement("-- %s\nCALL %s(%d)".formatted(told, word(name), column.number()));
    }

    /** SQL in which {@code <<columns>>} and the like are the words of this conversion. */
    public String fill(String template) {
        return template.replace("<<columns>>", word("columns()"))
                .replace("<<links>>", word("links()"))
                .replace("<<held>>", word("indexes()"))
                .replace("<<not carried>>", word("dependants()"))
                .replace("<<rows>>", rows())
                .replace("<<key texts>>", Literal.of("texts of " + key().name()))
                .replace("<<sync>>", Sync.NAME)
                .replace("<<uuid>>", Texts.UUID);
    }
}
