package sluice.listings.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.environment.problem.ConfigurationException;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.generation.Generations;
import sluice.listings.index.generation.Note;
import sluice.listings.index.generation.Switch;
import sluice.listings.index.site.Site;
import sluice.opensearch.SearchFailure;
import sluice.sql.Sql;

/**
 * Builds an index beside the one that searches use: fills it, compares it, and lets searches use it if the comparison holds.
 * Whatever ends it early, the same command goes on.
 */
public final class Reindex {

    private final Site site;
    private final Generations generations;
    private final int atOnce;

    /** A reindex there. */
    public Reindex(Site site) {
        this(site, CatchingUp.AT_ONCE);
    }

    /** @param atOnce see {@link CatchingUp} */
    Reindex(Site site, int atOnce) {
        this.site = site;
        this.atOnce = atOnce;
        this.generations = new Generations(site);
    }

    /**
     * Does it.
     *
     * @param fresh whether an index that was begun is deleted and not gone on with
     * @throws sluice.opensearch.SearchFailure if the cluster can't or won't; nothing is switched then
     */
    public Settled run(boolean fresh) throws SQLException {
        Connection lock = lock();
        try {
            Optional<String> begun = fresh ? Optional.empty() : generations.unfinished();
            generations.clear(begun);
            begun.ifPresent(name -> site.watcher().told("Going on with " + name));
            String index = begun.orElseGet(this::create);
            generations.check(index);
            return on(index);
        } finally {
            lock.close();
        }
    }

    private String create() {
        String index = generations.create();
        site.watcher().told("Filling " + index);
        return index;
    }

    private Settled on(String index) throws SQLException {
        Refused refused = new Refused();
        long start = System.nanoTime();
        Note note = filled(index, refused);
        long filled = System.nanoTime();
        long listings = site.documents(index).count();
        if (!mayGoOn(refused)) {
            return settled(index, "", listings, 0, refused, List.of(), false, filled - start, 0);
        }
        site.watcher().told("Comparing " + index + " with the listings");
        CatchingUp catchingUp = new CatchingUp(site, index, refused, atOnce);
        List<Difference> differences = new ArrayList<>(catchingUp.run());
        long compared = System.nanoTime();
        boolean holds = differences.isEmpty() && mayGoOn(refused);
        String former = holds ? new Switch(site).to(index, note) : "";
        if (holds) {
            differences.addAll(afterwards(catchingUp, index));
        }
        return settled(
                index,
                former,
                site.documents(index).count(),
                catchingUp.repaired(),
                refused,
                differences,
                holds,
                filled - start,
                compared - filled);
    }

    private boolean mayGoOn(Refused refused) {
        return refused.all().isEmpty() && !site.watcher().stopWanted();
    }

    private List<Difference> afterwards(CatchingUp catchingUp, String index) throws SQLException {
        try {
            List<Difference> left = catchingUp.afterwards();
            if (site.watcher().stopWanted()) {
                missed(index, "a stop was wanted");
            }
            return left;
        } catch (SearchFailure | SQLException lost) {
            missed(index, lost.getMessage());
            return List.of();
        }
    }

    private void missed(String index, String why) {
        site.watcher()
                .told("Searches use " + index
                        + " now, but what was written in the last moment could not be brought in: " + why
                        + ". Run: sluice compare listings --repair");
    }

    private Note filled(String index, Refused refused) throws SQLException {
        Note note = generations.note(index).orElseThrow();
        if (note.state() == Note.State.FILLING) {
            note = new Filling(site, index, note, refused).run();
            generations.check(index);
            if (site.watcher().stopWanted()) {
                site.indices().refresh(index);
                return note;
            }
            note = note.as(Note.State.FILLED);
            site.indices().settings(index, site.definition().whenFilled());
            site.indices().note(index, note.json());
        }
        site.indices().refresh(index);
        if (!site.indices().isWhole(index)) {
            site.watcher().told("Not all copies of " + index + " are there yet; going on");
        }
        return note;
    }

    private Settled settled(
            String index,
            String former,
            long listings,
            long repaired,
            Refused refused,
            List<Difference> differences,
            boolean switched,
            long filling,
            long comparing) {
        return new Settled(
                index,
                former,
                listings,
                listings + repaired,
                repaired,
                refused.all(),
                differences,
                switched,
                site.watcher().stopWanted() && !switched,
                Duration.ofNanos(filling),
                Duration.ofNanos(comparing));
    }

    /** Two of them at once would each delete what the other has begun; the lock goes with its session. */
    private Connection lock() throws SQLException {
        Connection connection = site.target().readOnly().connect();
        String name = "sluice reindex " + site.alias();
        boolean free = Sql.on(connection)
                .first("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", row -> row.getBoolean(1), name)
                .orElseThrow();
        if (!free) {
            connection.close();
            throw new ConfigurationException(
                    "Another reindex of " + site.alias() + " is running from this database; wait for it or stop it");
        }
        return connection;
    }

    /** Indices of ours that nothing uses and that may be deleted. */
    public List<String> idle(Settled settled) {
        return generations.idle(settled.index(), settled.former());
    }
}
