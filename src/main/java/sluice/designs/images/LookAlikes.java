package sluice.designs.images;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import sluice.image.NearDuplicates;
import sluice.image.PerceptualHash;
import sluice.sql.Sql;

/** Finds designs of one user that look alike, among all that are active. */
public final class LookAlikes {

    private static final String USERS = "SELECT DISTINCT user_id FROM design_images WHERE updated_at >= ? ORDER BY 1";
    private static final String HASHES = """
            SELECT id, phash, updated_at >= ? FROM design_images
            WHERE user_id = ? AND length(phash) = 64 AND is_active IS NOT FALSE ORDER BY id
            """;
    private static final String PATHS = "SELECT file_path FROM design_images WHERE id = ANY (?::uuid[]) ORDER BY 1";
    private static final int FETCH = 10_000;

    private final Database database;
    private final NearDuplicates search;

    /** Hashes of one user, and which of them are new; a million of them must fit. */
    private static final class Hashes {
        private final List<UUID> designs = new ArrayList<>();
        private final List<PerceptualHash> hashes = new ArrayList<>();
        private final BitSet fresh = new BitSet();
    }

    /** Those that differ in {@code distance} bits or fewer. */
    public LookAlikes(Database database, int distance) {
        this.database = database;
        this.search = NearDuplicates.within(distance);
    }

    /**
     * Groups of files that look alike and of which at least one was read since then.
     *
     * @param since a time of the database's clock
     * @param most how many groups to tell at most
     */
    public List<List<String>> since(OffsetDateTime since, int most) throws SQLException {
        var users =
                database.with(connection -> Sql.on(connection).rows(USERS, row -> row.getObject(1, UUID.class), since));
        List<List<String>> groups = new ArrayList<>();
        for (UUID user : users) {
            var all = database.with(connection -> hashes(connection, user, since));
            for (int[] group : search.groups(all.hashes)) {
                if (groups.size() < most && anyFresh(group, all.fresh)) {
                    groups.add(paths(group, all.designs));
                }
            }
        }
        return List.copyOf(groups);
    }

    private static boolean anyFresh(int[] group, BitSet fresh) {
        for (int place : group) {
            if (fresh.get(place)) {
                return true;
            }
        }
        return false;
    }

    private static Hashes hashes(Connection connection, UUID user, OffsetDateTime since) throws SQLException {
        var all = new Hashes();
        try (PreparedStatement statement = connection.prepareStatement(HASHES)) {
            statement.setFetchSize(FETCH); // not the whole answer at once
            statement.setObject(1, since);
            statement.setObject(2, user);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.fresh.set(all.designs.size(), rows.getBoolean(3));
                    all.designs.add(rows.getObject(1, UUID.class));
                    all.hashes.add(PerceptualHash.parse(rows.getString(2)));
                }
            }
        }
        return all;
    }

    private List<String> paths(int[] group, List<UUID> designs) throws SQLException {
        var ids = new String[group.length];
        for (int i = 0; i < group.length; i++) {
            ids[i] = designs.get(group[i]).toString();
        }
        return database.with(connection -> Sql.on(connection).rows(PATHS, row -> row.getString(1), (Object) ids));
    }
}
