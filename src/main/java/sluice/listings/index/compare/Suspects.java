package sluice.listings.index.compare;

import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import sluice.listings.index.rows.RowReader;

/**
 * The ids whose documents seem not to be what their rows are. Only so many are kept in memory: where there are more, they are
 * given away by the way. Safe for several threads.
 */
public final class Suspects {

    /** What becomes of many of them, while more are looked for. */
    @FunctionalInterface
    public interface Outlet {
        /** Takes them; called by several threads at once, each with a reader of its own. */
        void take(Set<String> ids, RowReader reader) throws SQLException;
    }

    private final int limit;
    private final Outlet outlet;
    private Set<String> ids = new TreeSet<>();

    /** None yet; of so many the outlet is told. */
    public Suspects(int limit, Outlet outlet) {
        this.limit = limit;
        this.outlet = outlet;
    }

    /** Those that were not given away. */
    public synchronized Set<String> ids() {
        return Set.copyOf(ids);
    }

    synchronized void add(String id) {
        ids.add(id);
    }

    /** Gives them away if they are too many. */
    void relieve(RowReader reader) throws SQLException {
        Set<String> many = many();
        if (!many.isEmpty()) {
            outlet.take(many, reader);
        }
    }

    private synchronized Set<String> many() {
        if (ids.size() < limit) {
            return Set.of();
        }
        Set<String> many = ids;
        ids = new TreeSet<>();
        return many;
    }
}
