package sluice.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** Says whether the server can bear another batch now. Asked before each batch, so it should answer from memory mostly. */
public interface Throttle {

    /** The server can always bear it. */
    Throttle NONE = (connection, table, notice) -> Optional.empty();

    /**
     * Why no batch should begin.
     *
     * @param indicator what was measured, always in the same words, e.g. {@code replica lag}
     * @param told what was found, for people, e.g. {@code a replica lags 12 s behind, at most 10 s}
     */
    record Hold(String indicator, String told) {}

    /**
     * Why no batch should begin now; empty if nothing speaks against it.
     *
     * @param connection outside any transaction; what is begun here is rolled back by the caller
     * @param table that is walked, in the current schema; empty if none is
     * @param notice takes what people should know, once, e.g. that something can't be measured
     */
    Optional<Hold> hold(Connection connection, String table, Consumer<String> notice) throws SQLException;

    /** Looks at the server from within a batch that has done its work and is about to commit. */
    default void look(Connection connection) throws SQLException {}
}
