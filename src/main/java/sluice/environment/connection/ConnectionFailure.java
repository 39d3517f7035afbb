package sluice.environment.connection;

import java.util.Optional;

/** Says in one line why no connection could be made, to what, and what to do about it. */
public final class ConnectionFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    /**
     * @param sqlState the server's or driver's five characters, or null where there are none
     * @param cause what the driver threw
     */
    ConnectionFailure(String message, String sqlState, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /** The SQLSTATE, for reports. */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }
}
