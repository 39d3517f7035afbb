package sluice.plan.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.batch.Key;
import sluice.batch.Tally;
import sluice.batch.run.Batches;
import sluice.batch.walk.Pages;
import sluice.batch.walk.Range;
import sluice.plan.Backfill;
import sluice.plan.sql.BatchStatement;
import sluice.plan.sql.Markers;
import sluice.sql.Sql;
import sluice.sql.Template;
import sluice.sql.Template.Marker;

/** A backfill's statements as the work of a batch: markers bound, rows counted. */
final class RangeWork implements Batches.Work {

    private final Key key;
    private final String changeset;
    private final List<String> values;
    private final List<Prepared> statements;

    private record Prepared(BatchStatement statement, String sql, List<Marker> markers) {}

    /** @param values how each part of a key is bound, by its column's type */
    RangeWork(Backfill backfill, String changeset, List<String> values) {
        this.key = backfill.walk().key();
        this.changeset = changeset;
        this.values = values;
        this.statements = backfill.statements().stream().map(this::prepare).toList();
    }

    @Override
    public Tally apply(Connection connection, Range range) throws SQLException {
        long rows = 0;
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Prepared prepared : statements) {
            Object[] bound = bind(prepared.markers(), range);
            long changed = prepared.statement().role() == BatchStatement.Role.REPORTS
                    ? Sql.on(connection).number(prepared.sql(), bound)
                    : Sql.on(connection).update(prepared.sql(), bound);
            rows += prepared.statement().role() == BatchStatement.Role.CHANGES ? changed : 0;
            prepared.statement().noun().ifPresent(noun -> counts.merge(noun, changed, Long::sum));
        }
        return new Tally(rows, counts);
    }

    private Prepared prepare(BatchStatement statement) {
        Template template = Template.of(statement.sql());
        String sql = template.renderPrepared(marker -> Markers.text(marker, "?", key, values, values));
        return new Prepared(statement, sql, template.markers());
    }

    private Object[] bind(List<Marker> markers, Range range) {
        List<Object> bound = new ArrayList<>();
        for (Marker marker : markers) {
            if (marker.name().equals(Markers.RANGE)) {
                bound.addAll(range.from());
                bound.addAll(Pages.inTurns(key) ? List.of() : range.to());
            } else {
                bound.add(changeset);
            }
        }
        return bound.toArray();
    }
}
