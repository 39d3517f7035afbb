package sluice.batch.throttle;

import java.sql.SQLException;
import java.util.Optional;
import sluice.sql.Sql;

/** One kind of pressure that can be measured. */
interface Indicator {

    /** Always the same words, e.g. {@code replica lag}. */
    String name();

    /**
     * What is too much now, for people; empty if nothing is.
     *
     * @param table that is walked; empty if none is
     * @throws Hidden if the role may not see it
     */
    Optional<String> trouble(Sql sql, String table) throws SQLException;

    /** The role may not see what would be measured. */
    final class Hidden extends SQLException {
        private static final long serialVersionUID = 1;

        /** @param needed what the role would need, e.g. {@code membership of pg_monitor} */
        Hidden(String needed) {
            super(needed, "42501");
        }
    }
}
