package sluice.fleet.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.stream.Collectors;
import sluice.environment.Settings;
import sluice.environment.connection.ConnectionFailure;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.crew.Crew;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.task.preview.Recipe;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;

/**
 * Updates schemas, and spares Liquibase the equal ones: in each group of schemas in one state it runs in the first; what it did
 * there is replayed in the others where it is plain SQL. Whatever does not go smoothly is left to Liquibase, schema by schema.
 */
public final class Replays implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("sluice.fleet");
    private static final int WORTH_IT = 3;
    private static final int TRIES = 3;

    /** Schemas in one state; whoever holds its monitor makes the reference. */
    private static final class Group {
        private final String before;
        private int tries;
        private boolean decided;
        private Replay replay;

        Group(String before) {
            this.before = before;
        }
    }

    private final Crew crew;
    private final Target target;
    private final Settings settings;
    private final String tag;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, String> promised = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Replayer> free = new ConcurrentLinkedDeque<>();

    /**
     * @param target the database, without a schema
     * @param tag up to which tag, empty for all
     */
    public Replays(Crew crew, Target target, Settings settings, String tag) {
        this.crew = crew;
        this.target = target;
        this.settings = settings;
        this.tag = tag;
    }

    /** Finds out which of these schemas are in one state, by ledger and by structure; without it nothing is replayed. */
    public void group(List<SchemaState> behind) throws SQLException {
        if (behind.size() < WORTH_IT || !settings.replay()) {
            return;
        }
        try (Connection connection = target.readOnly().connect()) {
            List<String> names = behind.stream().map(SchemaState::schema).toList();
            Map<String, String> structures = Structures.of(connection, names);
            Function<SchemaState, String> state =
                    one -> one.fingerprint() + " " + structures.getOrDefault(one.schema(), "");
            behind.stream()
                    .filter(one -> one.changed() == 0 && !one.running())
                    .collect(Collectors.groupingBy(state))
                    .values()
                    .forEach(this::add);
        }
    }

    private void add(List<SchemaState> equals) {
        if (equals.size() >= WORTH_IT) {
            Group group = new Group(equals.get(0).fingerprint());
            equals.forEach(one -> groups.put(one.schema(), group));
        }
    }

    /** Runs what is pending in one schema, whichever way. */
    public SchemaReport update(String schema) {
        Group group = groups.get(schema);
        if (group == null) {
            return byLiquibase(schema);
        }
        synchronized (group) {
            if (!group.decided) {
                return reference(schema, group);
            }
        }
        return group.replay == null ? byLiquibase(schema) : replayed(schema, group.replay);
    }

    /** The fingerprint that a schema's ledger must have now, or null if nothing was promised. */
    public String promised(String schema) {
        return promised.get(schema);
    }

    private SchemaReport byLiquibase(String schema) {
        return crew.report(schema, Action.UPDATE, tag, target);
    }

    private SchemaReport reference(String schema, Group group) {
        Report rendered = crew.ask(schema, Action.RECIPE, tag, target.readOnly());
        SchemaReport report = byLiquibase(schema);
        boolean plain = rendered.error().isEmpty() && rendered.outcome().equals(Outcome.PREVIEWED.word());
        group.tries++;
        group.decided = !plain || report.outcome() == Outcome.MIGRATED || group.tries == TRIES;
        if (plain && report.outcome() == Outcome.MIGRATED) {
            try (Connection connection = target.readOnly().forSchema(schema).connect()) {
                group.replay = Replay.of(Recipe.of(rendered), group.before, connection);
            } catch (SQLException | ConnectionFailure trouble) {
                LOG.log(System.Logger.Level.DEBUG, "The ledger of the reference can't be read", trouble);
            }
        }
        return report;
    }

    private SchemaReport replayed(String schema, Replay replay) {
        long start = System.nanoTime();
        if (!sent(schema, replay)) {
            return byLiquibase(schema);
        }
        if (replay.complete()) {
            promised.put(schema, replay.after());
        }
        SchemaReport rest = replay.complete() ? null : byLiquibase(schema);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return rest == null
                ? SchemaReport.migrated(schema, replay.changesets(), time)
                : rest.after(replay.changesets(), time);
    }

    /** Whether the replay went through; if not, Liquibase finds out why, at the changeset where it is. */
    private boolean sent(String schema, Replay replay) {
        Replayer replayer = free.poll();
        try {
            replayer = replayer == null ? new Replayer(target, settings) : replayer;
            boolean done = replayer.run(replay, schema);
            free.push(replayer);
            return done;
        } catch (SQLException | ConnectionFailure trouble) {
            LOG.log(System.Logger.Level.DEBUG, "Left to Liquibase: " + schema, trouble);
            if (replayer != null) {
                replayer.close();
            }
            return false;
        }
    }

    @Override
    public void close() {
        free.forEach(Replayer::close);
        free.clear();
    }
}
