package sluice.listings.index.ranges;

import java.sql.SQLException;
import java.util.Optional;
import sluice.listings.index.rows.KeyRange;

/** Ranges of keys to be worked on by several threads, each by one. */
public interface Ranges {

    /** The next one; empty at the end, and once {@link #end()} was called. */
    Optional<KeyRange> next() throws SQLException;

    /** Gives out no more. */
    void end();
}
