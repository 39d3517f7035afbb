package sluice.batch.copy.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.CopyOrder;
import sluice.batch.copy.Servers;
import sluice.batch.copy.source.KnownKeys;
import sluice.batch.copy.source.Merge;
import sluice.batch.copy.source.Snapshot;
import sluice.batch.copy.source.Snapshot.Refused;
import sluice.batch.copy.source.Snapshot.Totals;
import sluice.batch.copy.target.Arrival;
import sluice.batch.copy.target.Refusals;
import sluice.batch.copy.target.Sequences;
import sluice.batch.copy.target.Shape;
import sluice.batch.copy.target.Stages;
import sluice.batch.ledger.Claim;
import sluice.batch.run.BatchSize;
import sluice.batch.run.Rest;
import sluice.batch.run.Transaction;
import sluice.batch.run.Walked;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.trouble.Stopped;
import sluice.environment.Source;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** Runs a copy from wherever it stands to the end: all that is new, changed or gone at the source since the last run. */
public final class Copier {

    private static final int MOST_REFUSED = 100_000;

    private final Session session;
    private final Connection connection;
    private final Pace pace;
    private final BatchListener listener;
    private final Servers servers;
    private Optional<Walked> soFar = Optional.empty();

    /**
     * A copier on a session of the target whose connection has autocommit off.
     *
     * @param servers where it may open further sessions
     */
    public Copier(Session session, Servers servers) {
        this.session = session;
        this.connection = session.connection();
        this.pace = session.pace();
        this.listener = session.listener();
        this.servers = servers;
    }

    /**
     * Copies. A source that the environment no longer names ends the catching up: then nothing is done, if the copy was
     * complete once.
     *
     * @throws Stopped if a stop was wanted
     * @throws TooManyRejects if more rows were set aside than may be
     * @throws BatchFailure if the source is not named, its queries don't fit the tables, a connection is lost, or a trouble did
     *     not pass; the same call goes on
     */
    public Walked run(StepKey key, CopyOrder order) throws SQLException {
        Checkpoint found = new Claim(session, key).take();
        Optional<Source> source = servers.find(order.source());
        if (source.isEmpty() && found.done()) {
            listener.notice(key, "no source " + order.source() + " is named here any more; nothing is caught up");
            return new Walked(found, found);
        }
        Source from = source.orElseThrow(() -> notNamed(key, order.source()));
        try (Snapshot snapshot = Snapshot.take(() -> servers.open(from))) {
            Copying copying = new Copying(key, order.in(from.zone()), snapshot, found);
            try {
                copying.run(from.streams());
            } finally {
                soFar = Optional.of(new Walked(found, copying.progress.checkpoint()));
            }
            return soFar.get();
        } catch (SQLException trouble) {
            if (Failure.of(trouble) != Failure.LOST) {
                throw trouble;
            }
            throw new BatchFailure(
                    "A session of the copy from the source " + order.source() + " was lost. What was copied is kept;"
                            + " run the same command again, it continues here.",
                    trouble);
        }
    }

    private static BatchFailure notNamed(StepKey key, String source) {
        return new BatchFailure(
                key.changeset() + " copies from the source " + source
                        + ", and this environment names none. Write source." + source
                        + ".url into its file or into the variable SLUICE_SOURCE_"
                        + source.toUpperCase(Locale.ROOT)
                        + "_URL.",
                "42704");
    }

    /** What the last run did and kept, also if it did not come to its end; empty if it did not come to its first row. */
    public Optional<Walked> soFar() {
        return soFar;
    }

    /** One run: what is known once the snapshot is taken. */
    private final class Copying {
        private final StepKey key;
        private final CopyOrder order;
        private final Snapshot snapshot;
        private final List<Shape> shapes = new ArrayList<>();
        private final Refusals refusals;
        private final CopyProgress progress;
        private final BatchSize size = new BatchSize(pace);
        private final Set<String> refused = new HashSet<>();
        private final Set<String> earlier;
        private final Set<String> unseen;
        private final AtomicLong setAside;

        Copying(StepKey key, CopyOrder order, Snapshot snapshot, Checkpoint found) throws SQLException {
            this.key = key;
            this.snapshot = snapshot;
            for (int i = 0; i < order.parts().size(); i++) {
                var part = order.parts().get(i);
                shapes.add(Shape.of(connection, part, i + 1, snapshot.columns(part.query()), order.optional()));
            }
            this.order = order.having(shapes.stream()
                    .flatMap(shape -> shape.copied(order.optional()).stream())
                    .collect(Collectors.toSet()));
            Totals totals = snapshot.totals(order);
            this.refusals = new Refusals(connection, key, shapes);
            this.progress = new CopyProgress(key, pace, listener, found, totals.keys());
            this.earlier = Set.copyOf(refusals.owners());
            this.unseen = new HashSet<>(refusals.keys());
            prepare(totals);
            this.setAside = new AtomicLong(refusals.count());
            connection.commit();
        }

        /** Before the first row: sequences, what must not be copied, and how much there is. */
        private void prepare(Totals totals) throws SQLException {
            new Transaction(connection, pace, Optional.empty()).begin();
            Sequences.advance(connection, key.changeset(), shapes, totals);
            List<Refused> rows = snapshot.refused(order, MOST_REFUSED + 1);
            if (rows.size() > MOST_REFUSED) {
                throw new SQLException(
                        "More than " + MOST_REFUSED + " rows must not be copied, by the query refuses.", "P0002");
            }
            refusals.refuse(rows);
            rows.forEach(row -> refused.add(row.key()));
            Sql.on(connection).update("""
                            INSERT INTO sluice_undo (changeset, relation, key, old) VALUES (?, 'source', 'keys', to_jsonb(?))
                            ON CONFLICT (changeset, relation, key) DO UPDATE SET old = excluded.old""", key.changeset(), totals.keys());
            connection.commit();
            if (!rows.isEmpty()) {
                listener.notice(
                        key, rows.size() + " rows must not be copied, found before the first; see sluice_reject");
            }
        }

        void run(int streams) throws SQLException {
            boolean integers = shapes.get(0).hasIntegerKey();
            // no table: autovacuum visits a table that is being filled, and need not be waited for
            Rest rest = new Rest(session, "");
            try (Lanes lanes = lanes(streams);
                    KnownKeys known = KnownKeys.of(connection, order.memory(), integers)) {
                Merge merge = new Merge(snapshot.keys(order, integers), known, integers, refused);
                for (CopyBatch batch = next(merge); batch != null; batch = next(merge)) {
                    requireGoing(lanes);
                    rest.hold(key);
                    lanes.run(batch);
                    rest.pause();
                }
                lanes.await();
                requireGoing(lanes);
                finish(merge);
            }
        }

        private CopyBatch next(Merge merge) throws SQLException {
            int wanted;
            synchronized (size) {
                wanted = size.next();
            }
            CopyBatch batch = merge.next(wanted);
            if (batch != null && !unseen.isEmpty()) {
                batch.keys().forEach(unseen::remove);
            }
            return batch;
        }

        private void requireGoing(Lanes lanes) throws SQLException {
            if (setAside.get() > servers.maxRejects()) {
                throw new TooManyRejects(key, setAside.get(), servers.maxRejects());
            }
            if (session.isStopWanted()) {
                lanes.await(); // the batches on their way are kept, and told
                throw new Stopped(key, progress.checkpoint().rows());
            }
        }

        private Lanes lanes(int streams) throws SQLException {
            Lane.Shared shared = new Lane.Shared(snapshot, pace, progress, earlier, setAside, (keys, time) -> {
                synchronized (size) {
                    size.took(keys, time);
                }
            });
            List<Lane> lanes = new ArrayList<>();
            List<Connection> sessions = new ArrayList<>();
            if (!servers.opensTarget() || streams == 1) {
                return new Lanes(List.of(lane(shared, connection)), sessions);
            }
            for (int i = 0; i < streams; i++) {
                Connection target = servers.target().orElseThrow();
                sessions.add(target);
                target.setAutoCommit(false);
                lanes.add(lane(shared, target));
            }
            return new Lanes(lanes, sessions);
        }

        private Lane lane(Lane.Shared shared, Connection target) throws SQLException {
            Stages stages = Stages.create(target, shapes, order.memory());
            return new Lane(
                    shared, target, stages, new Refusals(target, key, shapes), new Arrival(target, order, shapes));
        }

        private void finish(Merge merge) throws SQLException {
            Transaction transaction = new Transaction(connection, pace, Optional.empty());
            transaction.begin();
            refusals.forget(unseen); // the source has them no longer
            for (String twice : merge.doubled()) {
                refusals.add(List.of(twice, "twice"), "23505", "the source has the key more than once");
            }
            transaction.durable();
            progress.finish(connection, refusals.count());
        }
    }
}
