package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import sluice.batch.StepKey;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.source.Snapshot.Refused;
import sluice.sql.Failure;
import sluice.sql.Literal;
import sluice.sql.Sql;

/**
 * Sets rows aside that would break a rule, with the reason. A row of the first part is known by its key; one of another
 * part by the key, its table and a number; one that was refused before all others by its key and its kind.
 */
public final class Refusals {

    private static final String ADD = """
            INSERT INTO sluice_reject (changeset, step, key, sqlstate, message)
            %s
            ON CONFLICT (changeset, step, key) DO UPDATE
            SET sqlstate = excluded.sqlstate, message = excluded.message, rejected_at = clock_timestamp()
            """;

    private final Sql sql;
    private final StepKey step;
    private final List<Shape> shapes;
    private final List<List<Rule>> rules = new ArrayList<>();
    private long added;

    /** Reads the rules of all parts. */
    public Refusals(Connection target, StepKey step, List<Shape> shapes) throws SQLException {
        this.sql = Sql.on(target);
        this.step = step;
        this.shapes = shapes;
        for (Shape shape : shapes) {
            rules.add(Rule.of(target, shape, shapes.get(0)));
        }
    }

    /** Keys whose own row is set aside now; those that were refused before all others are left out. */
    public List<String> keys() throws SQLException {
        return keys("cardinality(key) = 1");
    }

    /** Keys of which any row is set aside now, with the same exception. */
    public List<String> owners() throws SQLException {
        return keys("cardinality(key) <> 2");
    }

    private List<String> keys(String which) throws SQLException {
        return sql.rows(
                "SELECT DISTINCT key[1] FROM sluice_reject WHERE changeset = ? AND step = ? AND " + which,
                row -> row.getString(1),
                step.changeset(),
                step.step());
    }

    /** By how many more rows are set aside since this was asked last. */
    public long taken() {
        long taken = added;
        added = 0;
        return taken;
    }

    /** How many rows are set aside now. */
    public long count() throws SQLException {
        return sql.number(
                "SELECT count(*) FROM sluice_reject WHERE changeset = ? AND step = ?", step.changeset(), step.step());
    }

    /** Sets these aside before anything is copied, in place of those of an earlier run. */
    public void refuse(List<Refused> refused) throws SQLException {
        sql.update(
                "DELETE FROM sluice_reject WHERE changeset = ? AND step = ? AND cardinality(key) = 2",
                step.changeset(),
                step.step());
        for (Refused row : refused) {
            add(List.of(row.key(), row.kind()), "P0001", row.reason());
        }
    }

    /** Sets one row aside. */
    public void add(List<String> key, String state, String reason) throws SQLException {
        added += sql.update(
                ADD.formatted("VALUES (?, ?, ?, ?, ?)"),
                step.changeset(),
                step.step(),
                key.toArray(String[]::new),
                state,
                reason);
    }

    /** Sets the row of a key aside for what the server said. */
    public void add(String key, SQLException reason) throws SQLException {
        add(List.of(key), Failure.state(reason), reason.getMessage());
    }

    /** Forgets that these keys were set aside. */
    public void forget(Collection<String> keys) throws SQLException {
        added -= sql.update(
                "DELETE FROM sluice_reject WHERE changeset = ? AND step = ? AND cardinality(key) <> 2 AND key[1] = ANY (?)",
                step.changeset(),
                step.step(),
                keys.toArray(String[]::new));
    }

    /** Takes every row of the batch that breaks a rule out of the staging tables. */
    public void apply(CopyBatch batch, long staged) throws SQLException {
        long refused = missing(batch, staged) + broken(shapes.get(0), rules(batch));
        for (int i = 1; i < shapes.size(); i++) {
            if (refused > 0) {
                orphans(shapes.get(i));
            }
            broken(shapes.get(i), rules.get(i));
        }
    }

    private List<Rule> rules(CopyBatch batch) {
        List<Rule> all = new ArrayList<>(rules.get(0));
        if (batch.careful() && batch.kind() == CopyBatch.Kind.NEW) {
            Shape root = shapes.get(0);
            all.add(new Rule(
                    "EXISTS (SELECT FROM %s t WHERE t.%2$s = s.%2$s)".formatted(root.table(), root.key()),
                    "23505",
                    Literal.of("is in " + root.part().table() + " already, and was not copied by this changeset")));
        }
        return all;
    }

    /** A key without a row, or a row without a key: the two queries of the source don't agree. */
    private long missing(CopyBatch batch, long staged) throws SQLException {
        Shape root = shapes.get(0);
        long matched = sql.number(
                "SELECT count(*) FROM %s s JOIN %s k ON k.key = s.%s".formatted(root.stage(), Stages.KEYS, root.key()));
        if (matched == staged && matched == batch.keys().size()) {
            return 0;
        }
        long left = sql.update("DELETE FROM %s s WHERE NOT EXISTS (SELECT FROM %s k WHERE k.key = s.%s)"
                .formatted(root.stage(), Stages.KEYS, root.key()));
        String query = """
                SELECT ?, ?, ARRAY[CAST(k.key AS text)], 'P0002', ?
                FROM %s k WHERE NOT EXISTS (SELECT FROM %s s WHERE s.%s = k.key)""".formatted(Stages.KEYS, root.stage(), root.key());
        long missing = sql.update(
                ADD.formatted(query),
                step.changeset(),
                step.step(),
                "the query of " + root.part().table() + " gives no row for it");
        added += missing;
        return left + missing;
    }

    private void orphans(Shape shape) throws SQLException {
        Shape root = shapes.get(0);
        sql.update("DELETE FROM %s s WHERE NOT EXISTS (SELECT FROM %s r WHERE r.%s = s.%s)"
                .formatted(shape.stage(), root.stage(), root.key(), shape.key()));
    }

    private long broken(Shape shape, List<Rule> rules) throws SQLException {
        if (rules.isEmpty()) {
            return 0;
        }
        String any = rules.stream().map(Rule::broken).collect(Collectors.joining(" OR "));
        String state = rules.stream()
                .map(rule -> "WHEN " + rule.broken() + " THEN " + Literal.of(rule.state()))
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String reason = rules.stream()
                .map(rule -> "WHEN " + rule.broken() + " THEN " + rule.reason())
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String name = shape.number() == 1
                ? "ARRAY[CAST(b.key AS text)]"
                : "ARRAY[CAST(b.key AS text), %s, CAST(row_number() OVER (PARTITION BY b.key) AS text)]"
                        .formatted(Literal.of(shape.part().table()));
        long refused = sql.run("""
                        WITH b AS (
                            DELETE FROM %s s WHERE %s
                            RETURNING s.%s AS key, %s AS state, %s AS reason)
                        """.formatted(shape.stage(), any, shape.key(), state, reason)
                + ADD.formatted("SELECT %s, %d, %s, b.state, b.reason FROM b"
                        .formatted(Literal.of(step.changeset()), step.step(), name)));
        added += refused;
        return refused;
    }
}
