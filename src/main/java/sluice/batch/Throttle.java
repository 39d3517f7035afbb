package sluice.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Says whether the server can bear another batch now. Asked before each batch, so it should answer from memory mostly. */
@FunctionalInterface
public interface Throttle {

    /** The server can always bear it. */
    Throttle NONE = connection -> Optional.empty();

    /**
     * Why no batch should begin.
     *
     * @param indicator what was measured, always in the same words, e.g. {@code replica lag}
     * @param told what was found, for people, e.g. {@code replica lag of 12 s, at most 10 s}
     */
    record Hold(String indicator, String told) {}

    /**
     * Why no batch should begin now; empty if nothing speaks against it.
     *
     * @param connection outside a transaction of anybody else; what is begun here is rolled back by the caller
     */
    Optional<Hold> hold(Connection connection) throws SQLException;
}
