package sluice.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import sluice.batch.Pace;
import sluice.plan.PlanExplainer;

/** What a pending changeset means for a live database: a planned change by its plan, others by what they are known to do. */
final class Explanation {

    private static final String BRIEF = "AccessExclusiveLock on its table, for a moment once it has it";
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("createTable", "none on existing tables, but those it refers to"),
            Map.entry("createSequence", "none on existing tables"),
            Map.entry("tagDatabase", "none; it marks a point in the history"),
            Map.entry("addColumn", BRIEF + "; no rewrite, unless its default is computed anew per row"),
            Map.entry("dropColumn", BRIEF + "; no rewrite"),
            Map.entry("renameColumn", BRIEF),
            Map.entry("renameTable", BRIEF),
            Map.entry("dropTable", BRIEF),
            Map.entry("modifyDataType", "AccessExclusiveLock on its table while all of it is rewritten"),
            Map.entry("addNotNullConstraint", "AccessExclusiveLock on its table while all of it is read"),
            Map.entry("addPrimaryKey", "AccessExclusiveLock on its table while the index is built"),
            Map.entry("addUniqueConstraint", "AccessExclusiveLock on its table while the index is built"),
            Map.entry("addForeignKeyConstraint", "ShareRowExclusiveLock on both tables while all rows are checked"),
            Map.entry("createIndex", "ShareLock on its table while it is built: nobody writes meanwhile"));

    private final Connection connection;
    private final Pace pace;

    Explanation(Connection connection, Pace pace) {
        this.connection = connection;
        this.pace = pace;
    }

    /** Lines for people. */
    List<String> of(ChangeSet changeset, PlannedChange planned) throws SQLException {
        List<String> lines = new ArrayList<>();
        lines.add(changeset.getId() + (changeset.getComments() == null ? "" : ": " + changeset.getComments()));
        if (planned != null) {
            for (String line : ofPlan(ChangesetKey.of(changeset), planned)) {
                lines.add("  " + line);
            }
            return lines;
        }
        for (Change change : changeset.getChanges()) {
            String name = change.getSerializedObjectName();
            lines.add("  " + name + ": locks: "
                    + KNOWN.getOrDefault(name, "as its SQL says; read it with sluice preview"));
        }
        return lines;
    }

    private List<String> ofPlan(String key, PlannedChange planned) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            return new PlanExplainer(connection, pace, key).explain(planned.plan());
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }
}
