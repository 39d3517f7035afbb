package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sluice.batch.Tally;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.CopyOrder;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** What becomes of the staged rows of a batch: the statements that write the target's tables and the memory. */
public final class Arrival {

    private final CopyOrder order;
    private final List<Shape> shapes;
    private final Shape root;
    private final String memory;
    private final Sql sql;
    private final Bypass bypass;

    /** Writes on a connection of the target; each call is part of the caller's transaction. */
    public Arrival(Connection target, CopyOrder order, List<Shape> shapes) throws SQLException {
        this.order = order;
        this.shapes = shapes;
        this.root = shapes.get(0);
        this.memory = Identifier.of(order.memory());
        this.sql = Sql.on(target);
        this.bypass = order.quiet() ? Bypass.of(target, root) : Bypass.NONE;
    }

    /** Writes the batch's rows; rows of the first part are the rows of the tally. */
    public Tally write(CopyBatch batch) throws SQLException {
        return switch (batch.kind()) {
            case NEW -> fresh();
            case CHANGED -> changed();
            case GONE -> gone();
        };
    }

    private Tally fresh() throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Shape shape : shapes) {
            long rows = sql.update("INSERT INTO %s (%s) SELECT %s FROM %s s"
                    .formatted(shape.table(), shape.filled(""), shape.filled("s."), shape.stage()));
            counts.put(shape.part().table() + " copied", rows);
        }
        sql.update("INSERT INTO %s (key, version%s)\nSELECT k.key, k.version%s\nFROM %s s JOIN %s k ON k.key = s.%s%s"
                .formatted(
                        memory,
                        others(shape -> ", part_" + shape.number()),
                        others(shape -> ", p" + shape.number() + ".made"),
                        root.stage(),
                        Stages.KEYS,
                        root.key(),
                        others(Arrival::made)));
        return new Tally(counts.get(root.part().table() + " copied"), counts);
    }

    private static String made(Shape shape) {
        return "\nLEFT JOIN (SELECT %1$s AS key, array_agg(%2$s) AS made FROM %3$s GROUP BY 1) p%4$d ON p%4$d.key = k.key"
                .formatted(shape.key(), shape.identity(), shape.stage(), shape.number());
    }

    private String others(java.util.function.Function<Shape, String> text) {
        return shapes.stream().skip(1).map(text).collect(Collectors.joining());
    }

    /** Keys that were copied before: what is equal is not touched, what somebody changed later stays. */
    private Tally changed() throws SQLException {
        // a rule kept the row out of the staging table, or it does: only those are done that the memory may note
        sql.update("DELETE FROM %s k WHERE NOT EXISTS (SELECT FROM %s s WHERE s.%s = k.key)"
                .formatted(Stages.KEYS, root.stage(), root.key()));
        long kept = keepNewer();
        Map<String, Long> counts = new LinkedHashMap<>();
        long rows = update();
        counts.put(root.part().table() + " changed", rows);
        for (Shape shape : shapes.subList(1, shapes.size())) {
            long gone = sql.update(ChildSql.takeAway(shape, root, memory));
            long come = sql.update(ChildSql.add(shape, root, memory));
            counts.put(shape.part().table() + " changed", Math.max(gone, come));
        }
        String made = others(shape -> ", " + ChildSql.remember(shape));
        sql.update("UPDATE %s m SET version = k.version%s FROM %s k WHERE k.key = m.key"
                .formatted(memory, made, Stages.KEYS));
        if (kept > 0) {
            counts.put(root.part().table() + " kept, later here than at the source", kept);
        }
        return new Tally(rows, counts);
    }

    private long keepNewer() throws SQLException {
        String here = "SELECT FROM %s t WHERE t.%s = s.%s".formatted(root.table(), root.key(), root.key());
        // who deleted the row here meant it
        sql.update("DELETE FROM %s s WHERE NOT EXISTS (%s)".formatted(root.stage(), here));
        long kept = 0;
        if (!order.newer().isEmpty()) {
            String newer = Identifier.of(order.newer());
            kept = sql.update(
                    "DELETE FROM %s s WHERE EXISTS (%s AND t.%s > s.%s)".formatted(root.stage(), here, newer, newer));
        }
        for (Shape shape : shapes.subList(1, shapes.size())) {
            sql.update("DELETE FROM %s s WHERE NOT EXISTS (SELECT FROM %s r WHERE r.%s = s.%s)"
                    .formatted(shape.stage(), root.stage(), root.key(), shape.key()));
        }
        return kept;
    }

    private long update() throws SQLException {
        String differ =
                "t.%1$s = s.%1$s AND (%2$s) IS DISTINCT FROM (%3$s)".formatted(root.key(), row("t."), row("s."));
        boolean any = "t"
                .equals(sql.text("SELECT EXISTS (SELECT FROM %s t, %s s WHERE %s)"
                        .formatted(root.table(), root.stage(), differ)));
        if (!any) {
            return 0;
        }
        bypass.begin(sql);
        long rows = sql.update("UPDATE %s t SET (%s) = ROW(%s) FROM %s s WHERE %s"
                .formatted(root.table(), root.list(""), root.list("s."), root.stage(), differ));
        bypass.end(sql);
        return rows;
    }

    private String row(String alias) {
        return "ROW(" + root.list(alias) + ")";
    }

    private Tally gone() throws SQLException {
        if (!order.dropGone()) {
            return new Tally(0, Map.of("gone at the source", sql.number("SELECT count(*) FROM " + Stages.KEYS)));
        }
        for (Shape shape : shapes.subList(1, shapes.size())) {
            sql.update(
                    "DELETE FROM %1$s t USING %2$s m, %3$s k WHERE m.key = k.key AND t.%4$s = m.key AND t.%5$s = ANY (m.part_%6$d)"
                            .formatted(
                                    shape.table(), memory, Stages.KEYS, shape.key(), shape.identity(), shape.number()));
        }
        long rows = sql.update(
                "DELETE FROM %s t USING %s k WHERE t.%s = k.key".formatted(root.table(), Stages.KEYS, root.key()));
        sql.update("DELETE FROM %s m USING %s k WHERE m.key = k.key".formatted(memory, Stages.KEYS));
        return new Tally(rows, Map.of(root.part().table() + " deleted, gone at the source", rows));
    }
}
