package sluice.sql;

import java.sql.SQLException;
import java.util.Set;

/**
 * What kind of trouble an SQL error is, and so what may be done about it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
 */
public enum Failure {
    /** The same statement may succeed in a moment: deadlock, serialization, lock timeout, server short of something. */
    TRANSIENT,
    /** The connection is gone, the server may come back. */
    LOST,
    /** The work took longer than its limit: less work may fit. */
    TOO_LONG,
    /** A row is to blame: fewer rows find out which. */
    DATA,
    /** The statement is to blame, or a right is missing: trying again does not help. */
    OTHER;

    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "55006", "53000", "53100", "53200");
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

    /** The kind of an error, by its SQLSTATE; errors without one are {@link #OTHER}. */
    public static Failure of(SQLException error) {
        String state = state(error);
        if (PASSING.contains(state)) {
            return TRANSIENT;
        }
        if (state.startsWith("08") || GONE.contains(state)) {
            return LOST;
        }
        if (state.equals("57014")) {
            return TOO_LONG;
        }
        boolean data = state.startsWith("22") || state.startsWith("23") || state.startsWith("44");
        return data || state.equals("P0001") ? DATA : OTHER;
    }

    /** The five characters of the error's SQLSTATE, empty if it has none. */
    public static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** The first SQL error among the causes of an error, itself included; null if there is none. */
    public static SQLException within(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
