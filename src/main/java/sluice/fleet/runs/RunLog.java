package sluice.fleet.runs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import sluice.environment.Settings;
import sluice.environment.connection.ConnectionFailure;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;
import sluice.sql.Failure;
import sluice.sql.Sql;

/**
 * Records a run in the database's schema {@code sluice}, for {@code status}, {@code history} and {@code --resume}. Four times a
 * second and on a session of its own; where it can't, it says so once and the run goes on.
 */
public final class RunLog implements FleetListener, AutoCloseable {

    private static final long EVERY_MILLIS = 250;
    private static final String TABLES = """
            SELECT pg_advisory_xact_lock(hashtextextended('sluice tables', 0));
            CREATE SCHEMA IF NOT EXISTS sluice;
            CREATE TABLE IF NOT EXISTS sluice.run (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                changelog text NOT NULL, system text NOT NULL, environment text NOT NULL,
                command text NOT NULL, argument text NOT NULL,
                started_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz,
                resumed boolean NOT NULL, schemas integer NOT NULL, up_to_date integer NOT NULL);
            CREATE TABLE IF NOT EXISTS sluice.run_schema (
                run bigint NOT NULL REFERENCES sluice.run ON DELETE CASCADE,
                schema text NOT NULL, place integer NOT NULL, outcome text NOT NULL DEFAULT 'waiting',
                started_at timestamptz, ended_at timestamptz,
                changesets integer NOT NULL DEFAULT 0, rows bigint NOT NULL DEFAULT 0, rejected bigint NOT NULL DEFAULT 0,
                error text, sqlstate text, changeset text, order_before integer NOT NULL, order_after integer,
                PRIMARY KEY (run, schema))
            """;
    private static final String BEGIN = """
            INSERT INTO sluice.run (changelog, system, environment, command, argument, resumed, schemas, up_to_date)
            VALUES (?, ?, ?, ?, ?, CAST(? AS boolean), ?, ?) RETURNING id""";
    private static final String WAITING = """
            INSERT INTO sluice.run_schema (run, schema, place, order_before)
            SELECT ?, schema, place, CAST(known AS integer)
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS w(schema, known, place)""";
    private static final String NEWS = """
            UPDATE sluice.run_schema r SET outcome = n.outcome, changesets = CAST(n.changesets AS integer),
                rows = CAST(n.rows AS bigint), rejected = CAST(n.rejected AS bigint), error = nullif(n.error, ''),
                sqlstate = nullif(n.state, ''), changeset = nullif(n.changeset, ''),
                started_at = COALESCE(r.started_at, clock_timestamp()),
                ended_at = CASE WHEN n.outcome <> 'running' THEN clock_timestamp() END
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS n(schema, outcome, changesets, rows, rejected, error, state, changeset)
            WHERE r.run = ? AND r.schema = n.schema""";

    /** The last that is known of a schema. */
    private record News(
            String outcome, int changesets, long rows, long rejected, String error, String state, String changeset) {

        static News running(long rows) {
            return new News("running", 0, rows, 0, "", "", "");
        }

        static News of(SchemaReport report) {
            return new News(
                    report.outcome().word(),
                    report.changesets(),
                    report.rows(),
                    report.rejected(),
                    report.error(),
                    report.sqlState(),
                    report.changeset());
        }
    }

    private final FleetListener people;
    private final Map<String, News> news = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Connection connection;
    private Thread writer;
    private long run;

    /** @param people who is told if nothing can be recorded */
    public RunLog(FleetListener people) {
        this.people = people;
    }

    /**
     * Begins a run. From now on what is heard as listener is recorded.
     *
     * @param command its name, its argument, and true if it goes on with an earlier one
     * @param pending the schemas that it will work on, in order
     * @param upToDate how many more it found in which nothing is to do
     */
    public void begin(
            Target target,
            Settings settings,
            Changelog changelog,
            String[] command,
            List<SchemaState> pending,
            int upToDate) {
        try {
            connection = target.connect();
            connection.setAutoCommit(false);
            Sql sql = Sql.on(connection);
            if (sql.text("SELECT to_regclass('sluice.run_schema')") == null) {
                sql.run(TABLES);
            }
            run = sql.number(
                    BEGIN,
                    changelog.path(),
                    settings.system(),
                    settings.environment(),
                    command[0],
                    command[1],
                    command[2],
                    pending.size() + upToDate,
                    upToDate);
            String[] names = pending.stream().map(SchemaState::schema).toArray(String[]::new);
            sql.update(WAITING, run, names, texts(pending));
            sql.text("SELECT pg_advisory_lock(" + Runs.NUMBER.formatted(run) + ")");
            connection.commit();
            writer = new Thread(this::write, "run log");
            writer.setDaemon(true);
            writer.start();
        } catch (SQLException | ConnectionFailure trouble) {
            giveUp(trouble);
        }
    }

    private static String[] texts(List<SchemaState> pending) {
        return pending.stream().map(state -> String.valueOf(state.order())).toArray(String[]::new);
    }

    @Override
    public synchronized void started(String schema) {
        begun.add(schema);
        tell(schema, News.running(0));
    }

    @Override
    public void rows(String schema, long rows, long estimate) {
        tell(schema, News.running(rows));
    }

    /** A schema that was never begun stays waiting, whatever is told of it. */
    @Override
    public synchronized void ended(SchemaReport report) {
        if (begun.contains(report.schema())) {
            tell(report.schema(), News.of(report));
        }
    }

    private synchronized void tell(String schema, News last) {
        news.put(schema, last);
    }

    private void write() {
        try {
            while (!over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                flush();
            }
        } catch (SQLException trouble) {
            giveUp(trouble);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush() throws SQLException {
        Map<String, News> some;
        synchronized (this) {
            some = new LinkedHashMap<>(news);
            news.clear();
        }
        if (!some.isEmpty()) {
            List<News> values = List.copyOf(some.values());
            Sql.on(connection)
                    .update(
                            NEWS,
                            some.keySet().toArray(String[]::new),
                            column(values, News::outcome),
                            column(values, News::changesets),
                            column(values, News::rows),
                            column(values, News::rejected),
                            column(values, News::error),
                            column(values, News::state),
                            column(values, News::changeset),
                            run);
            connection.commit();
        }
    }

    private static String[] column(List<News> news, Function<News, Object> part) {
        return news.stream().map(part).map(String::valueOf).toArray(String[]::new);
    }

    /**
     * Ends the run, and notes how far each schema has come, so that it can be taken back later.
     *
     * @param orders the highest order of execution by schema; those left out keep none
     */
    public void end(Map<String, Integer> orders) {
        stopWriting();
        if (connection == null) {
            return;
        }
        try {
            flush();
            Sql.on(connection)
                    .update(
                            "UPDATE sluice.run_schema r SET order_after = CAST(o.known AS integer) "
                                    + "FROM unnest(?::text[], ?::text[]) AS o(schema, known) "
                                    + "WHERE r.run = ? AND r.schema = o.schema AND r.outcome <> 'waiting'",
                            orders.keySet().toArray(String[]::new),
                            orders.values().stream().map(String::valueOf).toArray(String[]::new),
                            run);
            Sql.on(connection).update("UPDATE sluice.run SET ended_at = clock_timestamp() WHERE id = ?", run);
            connection.commit();
        } catch (SQLException trouble) {
            giveUp(trouble);
        }
    }

    private void stopWriting() {
        over.countDown();
        try {
            if (writer != null) {
                writer.join();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(Exception trouble) {
        SQLException sql = Failure.within(trouble);
        people.warning("This run is not recorded, so status, history and --resume will not know it: "
                + String.valueOf(trouble.getMessage()).lines().findFirst().orElse("")
                + (sql != null && Failure.state(sql).equals("42501")
                        ? " (let an administrator run once: CREATE SCHEMA sluice AUTHORIZATION this role)"
                        : ""));
        close();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException ignored) {
            // what was to be recorded is committed
        }
        connection = null;
    }
}
