package sluice.fleet.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.fleet.catalog.Fingerprint;
import sluice.fleet.changelog.Expected;
import sluice.sql.Literal;
import sluice.sql.Sql;
import sluice.task.preview.Recipe;

/**
 * What Liquibase did in one schema, ready to be sent to others in the same state: one pipeline, in which each changeset is a
 * transaction together with its row in the ledger, as the reference has it.
 *
 * @param before the fingerprint of the ledger from which it starts
 * @param after the fingerprint at which it must arrive, which is the reference's
 * @param tables makes Liquibase's own tables where there are none
 * @param text the pipeline; names no schema
 * @param changesets how many
 * @param complete whether nothing is left to Liquibase
 */
record Replay(String before, String after, String tables, String text, int changesets, boolean complete) {

    private static final String COLUMNS =
            "id, author, filename, exectype, md5sum, description, comments, tag, contexts, labels, liquibase";
    private static final String ROW = """
            INSERT INTO databasechangelog (%s, dateexecuted, orderexecuted, deployment_id)
            SELECT %s, now(), COALESCE(max(orderexecuted), 0) + 1, %s FROM databasechangelog""";

    /** Deployment ids are the last ten digits of milliseconds, as Liquibase makes them. */
    private static final int DIGITS = 10;

    // a ledger that was just created
    private static final String EMPTY = Fingerprint.NOTHING;
    // On a line of its own, because a statement may end in a comment.
    private static final String END = "\n;\n";

    /**
     * Made of what was rendered before the reference ran and of what stands in its ledger since.
     *
     * @return null if nothing can be replayed
     */
    static Replay of(Recipe recipe, String before, Connection reference) throws SQLException {
        if (recipe.steps().isEmpty()) {
            return null;
        }
        Map<String, String> rows = rows(reference);
        List<String> script = new ArrayList<>();
        for (Recipe.Step step : recipe.steps()) {
            String row = rows.get(Expected.key(step.path(), step.id(), step.author()));
            if (row == null) {
                return null;
            }
            script.add("BEGIN");
            script.addAll(step.statements());
            script.add(row);
            script.add("COMMIT");
        }
        // with the last changeset, so that a kill between the two leaves no row locked in a schema that is done
        script.add(script.size() - 1, Replayer.GIVE_BACK);
        String after = Sql.on(reference)
                .plainRows("SELECT " + Fingerprint.SQL + " FROM databasechangelog", row -> row.getString(1))
                .get(0);
        String tables = "BEGIN" + END + String.join(END, recipe.tables()) + END + "COMMIT";
        return new Replay(
                before.isEmpty() ? EMPTY : before,
                after,
                tables,
                String.join(END, script),
                recipe.steps().size(),
                recipe.complete());
    }

    /** Whether it starts where Liquibase has never been. */
    boolean isFresh() {
        return before.equals(EMPTY);
    }

    /** The reference's rows as statements, those that really ran. */
    private static Map<String, String> rows(Connection reference) throws SQLException {
        String millis = String.valueOf(System.currentTimeMillis());
        String deployment = Literal.of(millis.substring(millis.length() - DIGITS));
        Map<String, String> rows = new HashMap<>();
        Sql.on(reference)
                .plainRows(
                        "SELECT " + COLUMNS + " FROM databasechangelog WHERE exectype = 'EXECUTED'",
                        row -> rows.put(
                                Expected.key(row.getString(3), row.getString(1), row.getString(2)),
                                ROW.formatted(COLUMNS, literals(row), deployment)));
        return rows;
    }

    private static String literals(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            values.add(Literal.of(row.getString(column)));
        }
        return String.join(", ", values);
    }
}
