package sluice.bench.listings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.bench.contest.Contest;
import sluice.bench.contest.Figure;
import sluice.bench.contest.Ground;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/**
 * Listings with two pictures each, copied by a bare COPY of the finished rows, by sluice, and as the old script did. The
 * source is another schema of the same database, so all ways share one server.
 */
public final class ListingsBench implements AutoCloseable {

    private static final String SOURCE = "sluice_bench_monolith";
    private static final String CHANGELOG = "changelogs/listings/changelog.yaml";

    private final Target target;
    private final Settings settings;
    private final Path home;

    /**
     * A benchmark in a database.
     *
     * @param home where {@code changelogs/} lies
     */
    public ListingsBench(Target target, Settings settings, Path home) {
        this.target = target;
        this.home = home;
        Map<String, String> map = new TreeMap<>(settings.asMap());
        map.put("labels", "!full");
        map.put("source.monolith.url", target.forSchema(SOURCE).url().text());
        map.put("source.monolith.username", target.username());
        this.settings = Settings.of(map);
    }

    /** Figures for so many listings; the first is the floor. */
    public List<Figure> run(long listings, int runs) throws SQLException {
        long slowly = Math.min(listings, OldListingsScript.PAGE * 3);
        try (Ground ground = new Ground(target, settings, home)) {
            fill(listings);
            return new Contest()
                    .add("bare COPY to COPY", listings, () -> bare(ground))
                    .add("sluice, the change alone", listings, () -> bySluice(ground))
                    .add("sluice, nothing has changed", listings, () -> again(ground))
                    .add("as the old script, in the middle", slowly, () -> asBefore(ground, listings, slowly))
                    .run(runs);
        }
    }

    private void fill(long listings) throws SQLException {
        try (Connection connection = target.forSchema(SOURCE).connect()) {
            Sql sql = Sql.on(connection);
            sql.run("DROP SCHEMA IF EXISTS " + Identifier.of(SOURCE) + " CASCADE");
            sql.run("CREATE SCHEMA " + Identifier.of(SOURCE));
            sql.run(file("legacy/monolith.sql") + ListingsRows.fill(listings));
            sql.run("CREATE TABLE finished_listings AS " + finished("020-listings.sql"));
            sql.run("CREATE TABLE finished_images AS " + finished("020-listing-images.sql"));
            for (String table : List.of("c2c_listings", "c2c_images", "b2c_products", "b2c_product_images")) {
                sql.run("VACUUM ANALYZE " + table);
            }
        }
    }

    private String finished(String query) {
        return file(query).replace(":zone", "'UTC'");
    }

    private String file(String name) {
        try {
            return Files.readString(home.resolve("changelogs/listings").resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private long bare(Ground ground) throws SQLException {
        try (Connection into = prepared(ground);
                Connection from = target.forSchema(SOURCE).connect()) {
            into.setAutoCommit(false);
            BareCopy copy = new BareCopy(from, into);
            long start = System.nanoTime();
            copy.table("finished_listings", "sluice_bench.listings");
            copy.table("finished_images", "sluice_bench.listing_images");
            into.commit();
            return System.nanoTime() - start;
        }
    }

    private long bySluice(Ground ground) throws SQLException {
        try (Connection connection = prepared(ground)) {
            ground.update(CHANGELOG, "listings-copied");
            return lastRun(connection);
        }
    }

    /** On what the way before this one has left. */
    private long again(Ground ground) throws SQLException {
        try (Connection connection = target.forSchema("sluice_bench").connect()) {
            ground.update(CHANGELOG, "listings-copied");
            return lastRun(connection);
        }
    }

    private static long lastRun(Connection connection) throws SQLException {
        return 1000
                * Sql.on(connection)
                        .number(
                                "SELECT CAST(extract(epoch FROM completed_at - started_at) * 1000000 AS bigint) "
                                        + "FROM sluice_bench.migration_log WHERE operation LIKE '%020-copy-listings%' ORDER BY id DESC LIMIT 1");
    }

    private long asBefore(Ground ground, long listings, long part) throws SQLException {
        try (Connection into = prepared(ground);
                Connection from = target.forSchema(SOURCE).connect()) {
            Sql.on(into).run("SET search_path = sluice_bench");
            long start = System.nanoTime();
            // what a page costs grows with its offset, in a straight line: the middle is the mean
            new OldListingsScript(from, into).copy(listings / 2, part);
            return System.nanoTime() - start;
        }
    }

    private Connection prepared(Ground ground) throws SQLException {
        Connection connection = ground.fresh();
        ground.update(CHANGELOG, "listings-schema");
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = target.connect()) {
            Sql.on(connection).run("DROP SCHEMA IF EXISTS " + Identifier.of(SOURCE) + " CASCADE");
        }
    }
}
