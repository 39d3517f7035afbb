package sluice.bench.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import sluice.batch.Backoff;
import sluice.bench.contest.Contest;
import sluice.bench.contest.Figure;
import sluice.bench.contest.Ground;
import sluice.environment.SearchSettings;
import sluice.environment.connection.Target;
import sluice.listings.index.Compare;
import sluice.listings.index.Reindex;
import sluice.listings.index.Settled;
import sluice.listings.index.ranges.Watcher;
import sluice.listings.index.site.Definition;
import sluice.listings.index.site.Site;
import sluice.opensearch.Cluster;
import sluice.opensearch.Patience;

/** Listings from the tables into an index, and compared with it, against prepared files of the same documents. */
public final class IndexBench {

    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(5), attempt -> Backoff.pause(Backoff.before(attempt)), notice -> {});

    private final Ground ground;
    private final Target target;
    private final SearchSettings search;
    private final Path definition;

    /**
     * A benchmark on this ground.
     *
     * @param target the ground's database and schema
     * @param search a node whose index {@code sluice_bench} is made and deleted
     * @param definition the file index.json
     */
    public IndexBench(Ground ground, Target target, SearchSettings search, Path definition) {
        this.ground = ground;
        this.target = target.forSchema(Ground.SCHEMA);
        this.search = search;
        this.definition = definition;
    }

    /** Figures for so many listings with two images each, in turns; the first is the floor. */
    public List<Figure> run(long listings, int runs) throws SQLException {
        try (Connection connection = ground.fresh();
                Cluster cluster = Cluster.connect(search.endpoint(), PATIENCE)) {
            BenchListings.fill(connection, listings);
            Site site = site(cluster);
            Path folder = Files.createTempDirectory("sluice-bench");
            try (BulkFiles files = new BulkFiles(folder, search)) {
                files.write(site);
                return measured(site, files, listings, runs);
            }
        } catch (IOException full) {
            throw new UncheckedIOException("The benchmark's bulk files can't be written", full);
        }
    }

    private List<Figure> measured(Site site, BulkFiles files, long listings, int runs) throws SQLException {
        List<Settled> reindexed = new ArrayList<>();
        long slowly = Math.min(listings, OldIndexScript.PAGE * 4);
        List<Figure> figures = new ArrayList<>(new Contest()
                .add("prepared bulk files", listings, () -> files.send(site))
                .add("reindex, documents in", listings, () -> {
                    files.clear();
                    reindexed.add(new Reindex(site).run(true));
                    return last(reindexed).filling().toNanos();
                })
                .add(
                        "reindex, its comparison",
                        listings,
                        () -> last(reindexed).comparing().toNanos())
                .add("compare", listings, () -> compared(site))
                .add("as the old script, in the middle", slowly, () -> asBefore(site, files, listings, slowly))
                .run(runs));
        files.clear();
        return figures;
    }

    private long asBefore(Site site, BulkFiles files, long listings, long part) throws SQLException {
        files.prepare(site);
        try (Connection from = target.connect()) {
            long start = System.nanoTime();
            // what a page costs grows with its offset, in a straight line: the middle is the mean
            new OldIndexScript(from, files).index((listings - part) / 2, part);
            return System.nanoTime() - start;
        }
    }

    private static Settled last(List<Settled> all) {
        Settled last = all.get(all.size() - 1);
        if (!last.switched()) {
            throw new IllegalStateException("The reindex did not hold: " + last);
        }
        return last;
    }

    private static long compared(Site site) throws SQLException {
        Settled settled = new Compare(site).run(OptionalLong.empty(), false);
        if (!settled.holds()) {
            throw new IllegalStateException("The comparison did not hold: " + settled);
        }
        return settled.comparing().toNanos();
    }

    private Site site(Cluster cluster) {
        return new Site(
                target,
                cluster,
                Definition.read(definition),
                Ground.SCHEMA,
                search.parallel(),
                search.bulkBytes(),
                Duration.ofMinutes(10),
                Watcher.NONE);
    }
}
