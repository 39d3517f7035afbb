package sluice.plan;

import java.util.List;
import java.util.function.UnaryOperator;
import sluice.batch.Key;
import sluice.batch.walk.Pages;
import sluice.sql.Template;
import sluice.sql.Template.Marker;

/** The markers that a statement of a plan may hold, and what they become; the same for the run and for the script. */
final class Markers {

    static final String RANGE = "range";
    static final String CHANGESET = "changeset";

    private Markers() {}

    /** The SQL of a marker. */
    static String text(Marker marker, String changeset, UnaryOperator<String> range) {
        return switch (marker.name()) {
            case RANGE -> range.apply(marker.alias());
            case CHANGESET -> changeset;
            default ->
                throw new IllegalArgumentException("Unknown marker :" + marker.name()
                        + " in a statement of a plan; known are :range, :range(alias) and :changeset.");
        };
    }

    /** SQL that has no range, with its markers replaced; the changeset as a literal. */
    static String once(String sql, String changeset) {
        return Template.of(sql).render(marker -> text(marker, changeset, alias -> "TRUE"));
    }

    /** The condition that limits a key to a range, both ends included. */
    static String range(Key key, String alias, List<String> from, List<String> to) {
        if (Pages.walks(key)) {
            return Pages.range(key, alias, from, to);
        }
        return "(" + key.compare(alias, ">=", from) + " AND " + key.compare(alias, "<=", to) + ")";
    }
}
