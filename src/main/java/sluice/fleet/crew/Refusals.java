package sluice.fleet.crew;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import sluice.sql.Sql;

/** Schemas whose names Liquibase mistakes for others or can't write; better refused than half understood. */
final class Refusals {

    private final Set<String> twins;

    /** Reads which names of the database differ by case only. */
    Refusals(Connection connection) throws SQLException {
        this.twins = new HashSet<>(Sql.on(connection)
                .rows(
                        "SELECT lower(nspname) FROM pg_namespace GROUP BY 1 HAVING count(*) > 1",
                        row -> row.getString(1)));
    }

    /** Why Liquibase is not let into this schema; empty if it is. */
    Optional<String> reason(String schema) {
        if (schema.contains("\"")) {
            return Optional.of(
                    "refused: Liquibase can't quote a double quote in a schema's name; rename it or --exclude it");
        }
        if (schema.contains("\\")) {
            return Optional.of(
                    "refused: Liquibase does not find its tables in a schema with a backslash in its name; rename it or "
                            + "--exclude it");
        }
        return twins.contains(schema.toLowerCase(Locale.ROOT))
                ? Optional.of(
                        "refused: another schema's name differs by case only, and Liquibase takes one for the other; "
                                + "rename one of them")
                : Optional.empty();
    }
}
