package sluice.batch.trouble;

import java.sql.SQLException;

/** A batch that could not be done: what, where, and what next; the SQL error is its cause. */
public final class BatchFailure extends RuntimeException {

    /** @param what one sentence with the next step; the server's own message is added to it */
    public BatchFailure(String what, SQLException cause) {
        super(what + " The server said: " + firstLine(cause), cause);
    }

    /**
     * A failure that we found ourselves.
     *
     * @param state the SQLSTATE that comes nearest, for reports
     */
    public BatchFailure(String what, String state) {
        super(what, new SQLException(what, state));
    }

    private static String firstLine(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
