package sluice.plan.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.batch.Pace;
import sluice.batch.Tally;
import sluice.batch.run.Batches;
import sluice.batch.walk.Range;
import sluice.plan.Derive;
import sluice.plan.sql.BatchStatement;
import sluice.plan.sql.Markers;
import sluice.sql.Sql;
import sluice.sql.Template;

/** What a {@link Derive} does to the rows of a range. */
final class DeriveWork implements Batches.Work {

    private static final int FIRST_ROWS = 8;
    private static final String DERIVED = "WITH derived (key, value) AS (SELECT * FROM unnest(?::text[], ?::text[]))\n";

    private final Derive derive;
    private final String changeset;
    private final List<String> values;

    private record Row(String key, String input) {}

    /** @param values how each part of a key is bound, by its column's type */
    DeriveWork(Derive derive, String changeset, List<String> values) {
        this.derive = derive;
        this.changeset = changeset;
        this.values = values;
    }

    /** Begins with few rows: nobody knows yet how long one takes, and a transaction is open meanwhile. */
    static Pace pace(Pace pace) {
        int first = Math.min(FIRST_ROWS, pace.size());
        return new Pace(
                first,
                1,
                pace.largest(),
                pace.time(),
                pace.pause(),
                pace.lockTimeout(),
                pace.statementTimeout(),
                pace.retries(),
                pace.lease(),
                pace.buildTimeout());
    }

    @Override
    public Tally apply(Connection connection, Range range) throws SQLException {
        List<Object> bounds = new ArrayList<>(range.from());
        bounds.addAll(range.to());
        List<Row> rows = Sql.on(connection)
                .rows(prepared(derive.read()), row -> new Row(row.getString(1), row.getString(2)), bounds.toArray());
        List<String> keys = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Row row : rows) {
            Optional<String> value = derive.computation().apply(row.input());
            if (value.isPresent()) {
                keys.add(row.key());
                found.add(value.get());
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        if (keys.size() < rows.size()) {
            counts.put("rows left as they are", (long) rows.size() - keys.size());
        }
        return keys.isEmpty() ? new Tally(0, counts) : write(connection, keys, found, counts);
    }

    private Tally write(Connection connection, List<String> keys, List<String> found, Map<String, Long> counts)
            throws SQLException {
        long rows = 0;
        for (BatchStatement statement : derive.statements()) {
            long changed = Sql.on(connection)
                    .update(
                            DERIVED + prepared(statement.sql()),
                            keys.toArray(String[]::new),
                            found.toArray(String[]::new));
            rows += statement.role() == BatchStatement.Role.CHANGES ? changed : 0;
            statement.noun().ifPresent(noun -> counts.merge(noun, changed, Long::sum));
        }
        return new Tally(rows, counts);
    }

    private String prepared(String sql) {
        return Template.of(sql)
                .renderPrepared(
                        marker -> Markers.text(marker, changeset, derive.walk().key(), values, values));
    }
}
