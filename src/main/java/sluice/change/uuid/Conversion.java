package sluice.change.uuid;

import java.util.List;
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

    // twin: the column that will take the place; former: what the column is called then; kept: what is remembered of it
    private static final String COLUMNS = """
            (SELECT v.n, v.is_key, v.tab || '.' || v.col AS name, t.oid AS relid, v.col, a.attnum, a.attnotnull,
                    v.col || '%s' AS twin, s.attnum AS twinnum, v.col || '%s' AS former, k.old AS kept
                 FROM (VALUES %s) v (n, is_key, tab, col, optional)
                 JOIN pg_class t ON t.relname = v.tab
                     AND t.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = v.col AND NOT a.attisdropped
                 LEFT JOIN pg_attribute s ON s.attrelid = t.oid AND s.attname = v.col || '%1$s' AND NOT s.attisdropped
                 LEFT JOIN sluice_undo k ON k.changeset = 'ConvertTextToUuid' AND k.relation = 'columns'
                     AND k.key = v.tab || '.' || v.col
                 WHERE %4$s)""";

    // The first lock is waited for with empty hands. Once we hold one, others wait for us, and some of them may hold
    // what
    // we want next: a short limit ends that before they would be told of a deadlock.
    private static final String LOCK = """
            FOR sluice_try IN 1..80 LOOP
                BEGIN
                    FOR i IN 1 .. cardinality(tables) LOOP
                        PERFORM set_config('lock_timeout',
                            greatest(1, sluice_limit / (CASE WHEN i = 1 THEN 2 ELSE 2 * cardinality(tables) END)) || 'ms',
                            true);
                        EXECUTE format('LOCK TABLE %s IN %s MODE', tables[i], lock_mode);
                    END LOOP;
                    EXIT;
                EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                    IF sluice_try = 80 THEN
                        RAISE;
                    END IF;
                END;
                PERFORM pg_sleep(0.02 + random() * least(sluice_try, 20) * 0.03);
            END LOOP;""";

    private static final String LOCK_VARIABLES = """
            tables regclass[];
                lock_mode text := 'ACCESS EXCLUSIVE';
                sluice_limit integer := coalesce(nullif((SELECT CAST(setting AS integer) FROM pg_settings
                    WHERE name = 'lock_timeout'), 0), 2000);""";

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

    /** The columns of this schema that are still to be converted, as a subquery. */
    String pending() {
        return pending(direction.pending());
    }

    String pending(String condition) {
        return COLUMNS.formatted(
                direction.suffix(),
                direction.former(),
                columns.stream().map(TextColumn::row).collect(Collectors.joining(", ")),
                condition);
    }

    /** A block of SQL as a step: {@code <<columns>>} are those pending, {@code <<lock>>} locks what {@code tables} holds. */
    Statement block(String template) {
        return new Statement(fill(template).strip(), isLong(template));
    }

    /** What reads or writes whole tables says so; all else waits for locks only. */
    private static boolean isLong(String template) {
        return template.contains("-- long:");
    }

    String fill(String template) {
        return template.replace("<<lock variables>>", LOCK_VARIABLES)
                .replace("<<lock>>", LOCK.indent(4).strip())
                .replace("<<columns>>", pending())
                .replace("<<rows>>", columns.stream().map(TextColumn::row).collect(Collectors.joining(", ")))
                .replace("<<key texts>>", Literal.of("texts of " + key().name()))
                .replace("<<uuid>>", Texts.UUID);
    }
}
