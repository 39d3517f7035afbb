package sluice.batch.throttle;

import java.sql.SQLException;
import java.util.Optional;
import sluice.batch.trouble.BatchFailure;
import sluice.sql.Failure;
import sluice.sql.Sql;
import sluice.sql.Template;

/** A query of the operator's: whatever else should make us wait. A row means wait, its first column says why. */
final class OwnQuery implements Indicator {

    private final String query;

    OwnQuery(String query) {
        // as it stands: question marks and words behind a colon mean nothing here
        this.query = Template.of(query)
                .renderPrepared(
                        marker -> ":" + marker.name() + (marker.alias().isEmpty() ? "" : "(" + marker.alias() + ")"));
    }

    @Override
    public String name() {
        return "sluice.throttleQuery";
    }

    @Override
    public Optional<String> trouble(Sql sql, String table) throws SQLException {
        try {
            return sql.first(query, row -> String.valueOf(row.getString(1)));
        } catch (SQLException wrong) {
            if (Failure.of(wrong) == Failure.LOST) {
                throw wrong;
            }
            throw new BatchFailure("The query of sluice.throttleQuery fails. Correct it or leave it out.", wrong);
        }
    }
}
