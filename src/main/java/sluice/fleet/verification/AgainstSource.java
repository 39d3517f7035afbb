package sluice.fleet.verification;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import sluice.sql.Literal;
import sluice.sql.Sql;
import sluice.sql.Template;

/**
 * Holds a schema against the server that its rows came from: two queries, one here and one there, walked side by side. Each
 * gives, in the order of the first, a whole number, a text, and if it likes a time: where it is later here, somebody here went
 * on, and nothing is compared. A text that is NULL here is not compared either. Holds a page of rows.
 */
final class AgainstSource {

    private static final int PAGE = 5_000;
    private static final int NAMED = 10;

    private record Row(long key, String text, OffsetDateTime written) {}

    private final Check check;
    private final String zone;
    private final List<String> named = new ArrayList<>();
    private long different;

    /** @param zone what timestamps without a zone mean at the source, for the marker {@code :zone} */
    AgainstSource(Check check, String zone) {
        this.check = check;
        this.zone = zone;
    }

    /** What differs, for people; empty if nothing does. The transactions of both sessions are left open. */
    String differences(Connection here, Connection there) throws SQLException {
        String question = Template.of(check.sourceQuery()).render(marker -> Literal.of(zone));
        try (Statement ours = statement(here);
                ResultSet copies = ours.executeQuery(check.query());
                Statement theirs = statement(there);
                ResultSet originals = theirs.executeQuery(question)) {
            walk(copies, originals);
        }
        return different == 0
                ? ""
                : "%d differ, by number, here and at %s: %s%s"
                        .formatted(
                                different,
                                check.source(),
                                named.stream().collect(Collectors.joining(", ")),
                                different > NAMED ? ", ..." : "");
    }

    /** In UTC on both sides, so that an instant has one text. */
    private static Statement statement(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Sql.on(connection).run("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'");
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        statement.setFetchSize(PAGE);
        return statement;
    }

    private void walk(ResultSet copies, ResultSet originals) throws SQLException {
        Row here = next(copies);
        Row there = next(originals);
        while (here != null || there != null) {
            int order = here == null ? 1 : there == null ? -1 : Long.compare(here.key(), there.key());
            if (order < 0) {
                compare(here, null);
                here = next(copies);
            } else if (order > 0) {
                compare(null, there);
                there = next(originals);
            } else {
                compare(here, there);
                there = next(originals);
                // the source may have a number twice, of which neither was copied
                here = there != null && there.key() == here.key() ? here : next(copies);
            }
        }
    }

    private void compare(Row here, Row there) {
        boolean left = here != null && (here.text() == null || there != null && isLater(here, there));
        if (left || here != null && there != null && Objects.equals(here.text(), there.text())) {
            return;
        }
        different++;
        if (different <= NAMED) {
            named.add((here == null ? there : here).key() + " (" + shown(here) + ", " + shown(there) + ")");
        }
    }

    private static boolean isLater(Row here, Row there) {
        return here.written() != null
                && there.written() != null
                && here.written().isAfter(there.written());
    }

    private static String shown(Row row) {
        return row == null ? "none" : row.text();
    }

    private static Row next(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return null;
        }
        boolean timed = rows.getMetaData().getColumnCount() > 2;
        return new Row(rows.getLong(1), rows.getString(2), timed ? rows.getObject(3, OffsetDateTime.class) : null);
    }
}
