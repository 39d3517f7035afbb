package sluice.batch.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.batch.Key;
import sluice.batch.Tally;
import sluice.batch.walk.Range;
import sluice.batch.walk.Walk;
import sluice.sql.Sql;

/** The work of these tests: each row of {@code items} counts how often it was worked on. Remembers its ranges. */
final class Counting implements Batches.Work {

    private final Key key;
    final List<Range> ranges = new ArrayList<>();

    Counting(String... columns) {
        this.key = Key.of(columns);
    }

    Walk walk(String where) {
        return new Walk("items", key, where);
    }

    @Override
    public Tally apply(Connection connection, Range range) throws SQLException {
        ranges.add(range);
        List<String> markers = Transaction.markers(connection, "items", key);
        List<Object> values = new ArrayList<>(range.from());
        values.addAll(range.to());
        long rows = Sql.on(connection)
                .update(
                        "UPDATE items SET times = times + 1 WHERE " + key.compare("", ">=", markers) + " AND "
                                + key.compare("", "<=", markers),
                        values.toArray());
        return new Tally(rows, Map.of("ranges", 1L));
    }
}
