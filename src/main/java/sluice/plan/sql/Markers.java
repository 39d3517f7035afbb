package sluice.plan.sql;

import java.util.List;
import java.util.function.UnaryOperator;
import sluice.batch.Key;
import sluice.batch.walk.Pages;
import sluice.sql.Template;
import sluice.sql.Template.Marker;

/** The markers that a statement of a plan may hold, and what they become; the same for the run and for the script. */
public final class Markers {

    /** The name of the marker that limits a key to a range. */
    public static final String RANGE = "range";

    private static final String CHANGESET = "changeset";

    private Markers() {}

    /**
     * The SQL of a marker in a statement that is run for each range.
     *
     * @param changeset how the changeset is written: a literal, or a placeholder
     * @param key by which is walked
     * @param from how the parts of the first key of the range are written, in the order of the key's columns
     * @param to how those of the last key are written
     * @throws IllegalArgumentException if the marker is none of a plan's
     */
    public static String text(Marker marker, String changeset, Key key, List<String> from, List<String> to) {
        return text(marker, changeset, alias -> range(key, alias, from, to));
    }

    private static String text(Marker marker, String changeset, UnaryOperator<String> range) {
        return switch (marker.name()) {
            case RANGE -> range.apply(marker.alias());
            case CHANGESET -> changeset;
            default ->
                throw new IllegalArgumentException("Unknown marker :" + marker.name()
                        + " in a statement of a plan; known are :range, :range(alias) and :changeset.");
        };
    }

    /** SQL that has no range, with its markers replaced; the changeset as a literal. */
    public static String once(String sql, String changeset) {
        return Template.of(sql).render(marker -> text(marker, changeset, alias -> "TRUE"));
    }

    /** The same for SQL that the driver prepares: its own question marks stay what they are. */
    public static String prepared(String sql, String changeset) {
        return Template.of(sql).renderPrepared(marker -> text(marker, changeset, alias -> "TRUE"));
    }

    /** The condition that limits a key to a range, both ends included. */
    private static String range(Key key, String alias, List<String> from, List<String> to) {
        if (Pages.walks(key)) {
            return Pages.range(key, alias, from, to);
        }
        return "(" + key.compare(alias, ">=", from) + " AND " + key.compare(alias, "<=", to) + ")";
    }
}
