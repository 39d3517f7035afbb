package sluice.batch.throttle;

import java.sql.SQLException;
import java.util.Optional;
import sluice.batch.BatchFailure;
import sluice.sql.Sql;

/** A query of the operator's: whatever else should make us wait. A row means wait, its first column says why. */
final class OwnQuery implements Indicator {

    private final String query;

    OwnQuery(String query) {
        this.query = query;
    }

    @Override
    public String name() {
        return "sluice.throttleQuery";
    }

    @Override
    public Optional<String> trouble(Sql sql, String table) throws SQLException {
        try {
            // as it stands: a question mark in it is just a character
            return sql.first(query.replace("?", "??"), row -> String.valueOf(row.getString(1)));
        } catch (SQLException wrong) {
            if (sluice.sql.Failure.of(wrong) == sluice.sql.Failure.LOST) {
                throw wrong;
            }
            throw new BatchFailure("The query of sluice.throttleQuery fails. Correct it or leave it out.", wrong);
        }
    }
}
