package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.batch.copy.target.Shape.Column;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/**
 * Something that a row must keep, as the target's own constraints or the source's query say.
 *
 * @param broken SQL over a staged row {@code s} that is true where it does not
 * @param state the SQLSTATE that the server would give
 * @param reason SQL for the reason, for people
 */
record Rule(String broken, String state, String reason) {

    private static final String CHECKS = """
            SELECT k.conname, pg_get_expr(k.conbin, k.conrelid), ARRAY(
                SELECT CAST(a.attname AS text) FROM pg_attribute a
                WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), NULL, NULL
            FROM pg_constraint k
            WHERE k.conrelid = CAST(quote_ident(current_schema()) || '.' || quote_ident(?) AS regclass) AND k.contype = 'c'
            ORDER BY k.conname
            """;

    private static final String LINKS = """
            SELECT k.conname, CAST(k.confrelid AS regclass), ARRAY(
                SELECT CAST(a.attname AS text) FROM unnest(k.conkey) WITH ORDINALITY n (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum ORDER BY n.place), ARRAY(
                SELECT CAST(a.attname AS text) FROM unnest(k.confkey) WITH ORDINALITY n (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.attnum ORDER BY n.place), r.relname
            FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
            WHERE k.conrelid = CAST(quote_ident(current_schema()) || '.' || quote_ident(?) AS regclass) AND k.contype = 'f'
            ORDER BY k.conname
            """;

    private record Constraint(String name, String text, List<String> columns, List<String> others, String to) {}

    /**
     * The rules of a part.
     *
     * @param root of the copy, whose rows are not there yet and so are asked for otherwise
     */
    static List<Rule> of(Connection target, Shape shape, Shape root) throws SQLException {
        List<Rule> rules = new ArrayList<>();
        if (shape.givesReasons()) {
            rules.add(new Rule("s." + Shape.REASON + " IS NOT NULL", "P0001", "s." + Shape.REASON));
        }
        for (Column column : shape.copied()) {
            if (column.required()) {
                rules.add(new Rule(
                        "s." + Identifier.of(column.name()) + " IS NULL",
                        "23502",
                        Literal.of(column.name() + " is missing")));
            }
        }
        List<String> known = shape.copied().stream().map(Column::name).toList();
        for (Constraint check : read(target, CHECKS, shape)) {
            if (known.containsAll(check.columns())) {
                rules.add(check(check));
            }
        }
        for (Constraint link : read(target, LINKS, shape)) {
            boolean toRoot = link.to().equals(root.part().table())
                    && link.columns().equals(List.of(shape.part().key()));
            if (known.containsAll(link.columns()) && (shape == root || !toRoot)) {
                rules.add(link(link));
            }
        }
        return rules;
    }

    private static List<Constraint> read(Connection target, String query, Shape shape) throws SQLException {
        return Sql.on(target)
                .rows(
                        query,
                        row -> new Constraint(
                                row.getString(1),
                                row.getString(2),
                                List.of((String[]) row.getArray(3).getArray()),
                                row.getArray(4) == null
                                        ? List.of()
                                        : List.of((String[]) row.getArray(4).getArray()),
                                row.getString(5)),
                        shape.part().table());
    }

    private static Rule check(Constraint check) {
        String found = check.columns().stream()
                .map(name -> Literal.of(name + " is ") + " || coalesce(left(CAST(s." + Identifier.of(name)
                        + " AS text), 40), 'NULL')")
                .collect(Collectors.joining(" || ', ' || "));
        return new Rule(
                "(" + check.text() + ") IS FALSE",
                "23514",
                (found.isEmpty() ? "''" : found) + " || "
                        + Literal.of(" and breaks " + check.name() + ": " + check.text()));
    }

    private static Rule link(Constraint link) {
        String matches = IntStream.range(0, link.columns().size())
                .mapToObj(i -> "f." + Identifier.of(link.others().get(i)) + " = s."
                        + Identifier.of(link.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        String known = link.columns().stream()
                .map(name -> "s." + Identifier.of(name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String first = link.columns().get(0);
        return new Rule(
                "(%s AND NOT EXISTS (SELECT FROM %s f WHERE %s))".formatted(known, link.text(), matches),
                "23503",
                Literal.of(first + " ") + " || CAST(s." + Identifier.of(first) + " AS text) || "
                        + Literal.of(" is not in " + link.to()));
    }
}
