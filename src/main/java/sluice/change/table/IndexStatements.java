package sluice.change.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import sluice.change.parameter.Parameters;
import sluice.plan.Check;
import sluice.plan.Outside;
import sluice.plan.Step;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/**
 * An index that is built while the application works. An invalid one is renamed first, under the table's own lock, so that no valid
 * one can be dropped by mistake and the drop needs no lock that stops readers or writers.
 *
 * @param name of the index, at most 63 bytes
 * @param table that it is over
 * @param columns names as they stand in the catalog, or else the author's own SQL, separated by commas
 * @param isUnique whether no two rows may be equal in it
 * @param where which rows are in it, as SQL; absent for all
 */
public record IndexStatements(String name, String table, String columns, boolean isUnique, String where) {

    private static final String HERE = "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())";
    private static final String PLAIN_NAME = "[\\p{L}_][\\p{L}\\p{N}_$]*";

    // What an index is, whatever its name and table are called.
    private static final String SHAPE = """
            (SELECT concat_ws(' | ', c.relam, i.indisunique, i.indnkeyatts, i.indoption, i.indclass, i.indcollation,
                    (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, true), ', ' ORDER BY k)
                     FROM generate_series(1, i.indnatts::int) k),
                    pg_get_expr(i.indpred, i.indrelid, true))
             FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE i.indexrelid = %s)""";

    private static final String PREPARE = """
            INSERT INTO sluice_undo (changeset, relation, key)
            SELECT :changeset, 'index', %1$s
            WHERE NOT EXISTS (
                SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE c.relnamespace = %2$s AND c.relname = %1$s AND i.indisvalid)
            ON CONFLICT DO NOTHING;
            DO $sluice$
            DECLARE
                sluice_found record;
                sluice_wanted oid;
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = %2$s AND relname = %3$s AND relkind IN ('r', 'm')) THEN
                    RAISE EXCEPTION USING ERRCODE = '42P01', MESSAGE = 'There is no table ' || %3$s || ' in this schema.';
                END IF;
                LOCK TABLE %4$s IN SHARE UPDATE EXCLUSIVE MODE;
                SELECT c.oid, i.indrelid, i.indisvalid INTO sluice_found
                FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE c.relnamespace = %2$s AND c.relname = %1$s;
                IF NOT FOUND THEN
                    RETURN;
                END IF;
                IF sluice_found.indrelid IS DISTINCT FROM %5$s::regclass THEN
                    RAISE EXCEPTION USING ERRCODE = '42P07', MESSAGE =
                        'The name ' || %1$s || ' is taken by something else. Choose another name.';
                END IF;
                IF NOT sluice_found.indisvalid THEN
                    EXECUTE %6$s;
                    EXECUTE %7$s;
                    RETURN;
                END IF;
                CREATE TEMPORARY TABLE sluice_shape (LIKE %4$s) ON COMMIT DROP;
                %8$s;
                SELECT indexrelid INTO sluice_wanted FROM pg_index WHERE indrelid = 'pg_temp.sluice_shape'::regclass;
                IF %9$s IS DISTINCT FROM %10$s THEN
                    RAISE EXCEPTION USING ERRCODE = '42P07', MESSAGE =
                        'There is another index of this name: ' || pg_get_indexdef(sluice_found.oid)
                        || '. Choose another name, or drop it.';
                END IF;
                DROP TABLE pg_temp.sluice_shape;
            END
            $sluice$""";

    private static final String GIVE_UP = """
            SELECT set_config('sluice.changeset', :changeset, false);
            DO $sluice$
            BEGIN
                -- one that was there before stays
                IF EXISTS (SELECT FROM sluice_undo
                           WHERE changeset = current_setting('sluice.changeset') AND relation = 'index' AND key = %1$s)
                   AND EXISTS (SELECT FROM pg_class WHERE relnamespace = %2$s AND relname = %1$s) THEN
                    EXECUTE %3$s;
                    EXECUTE %4$s;
                END IF;
            END
            $sluice$""";

    /** Builds the index, or takes an equal one as it is; fails if the name is taken or the build fails. */
    public Step building() {
        return new Outside("index " + name, prepare(), sweep(), Optional.of(build()), isValid());
    }

    /** Drops the index, if this changeset built it. */
    public Step dropping() {
        return new Outside("index " + name, giveUp(), sweep(), Optional.empty(), isSwept());
    }

    private String prepare() {
        return PREPARE.formatted(
                Literal.of(name),
                HERE,
                Literal.of(table),
                Identifier.of(table),
                Literal.of(Identifier.of(table)),
                Literal.of(dropOlderLeftover()),
                Literal.of(rename()),
                "CREATE" + definition("", "pg_temp.sluice_shape"),
                SHAPE.formatted("sluice_found.oid"),
                SHAPE.formatted("sluice_wanted"));
    }

    private String sweep() {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + Identifier.of(leftover());
    }

    private String build() {
        return "CREATE" + definition(" CONCURRENTLY IF NOT EXISTS " + Identifier.of(name), Identifier.of(table));
    }

    private String giveUp() {
        return GIVE_UP.formatted(Literal.of(name), HERE, Literal.of(dropOlderLeftover()), Literal.of(rename()));
    }

    private Check isValid() {
        return new Check(
                "SELECT i.indisvalid AND i.indisready FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                        + "WHERE c.relnamespace = " + HERE + " AND c.relname = " + Literal.of(name),
                "true",
                "The index " + name + " is not valid. Run the same command again; it is then built afresh. Valid:");
    }

    private Check isSwept() {
        return new Check(
                "SELECT count(*) FROM pg_class WHERE relnamespace = " + HERE + " AND relname = "
                        + Literal.of(leftover()),
                "0",
                "The index " + name + " is still being dropped. Run the same command again. Left:");
    }

    /** What an index is called between being invalid and being gone; the same name each time. */
    private String leftover() {
        return "sluice_leftover_" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private String rename() {
        return "ALTER INDEX " + Identifier.of(name) + " RENAME TO " + Identifier.of(leftover());
    }

    private String dropOlderLeftover() {
        return "DROP INDEX IF EXISTS " + Identifier.of(leftover());
    }

    private String definition(String named, String on) {
        return (isUnique ? " UNIQUE INDEX" : " INDEX") + named + " ON " + on + " (" + elements() + ")"
                + (Parameters.isMissing(where) ? "" : " WHERE " + where.strip());
    }

    /** A plain word is a column as it stands in the catalog; everything else is the author's own SQL. */
    private String elements() {
        return Arrays.stream(columns.split(",", -1))
                        .allMatch(part -> part.strip().matches(PLAIN_NAME))
                ? Arrays.stream(columns.split(",", -1))
                        .map(part -> Identifier.of(part.strip()))
                        .collect(Collectors.joining(", "))
                : columns.strip();
    }
}
