package sluice.batch.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.LedgerTables;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.Throttle;
import sluice.batch.walk.Range;
import sluice.batch.walk.Walk;
import sluice.environment.TestDatabase;
import sluice.sql.Sql;

/** A database with the ledger's tables, and the engine on it. */
public final class EngineDatabase implements AutoCloseable, BatchListener {

    private static TestDatabase template;

    public final List<String> notices = new ArrayList<>();
    public final List<Checkpoint> checkpoints = new ArrayList<>();
    private final TestDatabase database;

    private EngineDatabase(TestDatabase database) {
        this.database = database;
    }

    public static synchronized EngineDatabase create() {
        if (template == null) {
            template = TestDatabase.create();
            LedgerTables.create(template.url(), template.username(), template.password(), "public");
        }
        return new EngineDatabase(template.copy());
    }

    TestDatabase database() {
        return database;
    }

    public EngineDatabase execute(String statements) {
        database.execute(statements);
        return this;
    }

    public Object value(String query) {
        return database.query(query).get(0).get(0);
    }

    /** A connection as the engine wants it. */
    public Connection connect() throws SQLException {
        Connection connection = database.migration().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Walks a table and runs one statement per range; {@code ?} stands for the first and the last key's parts. */
    public Walked walk(Walk walk, Pace pace, String update) throws SQLException {
        return walk(walk, pace, Throttle.NONE, update);
    }

    public Walked walk(Walk walk, Pace pace, Throttle throttle, String update) throws SQLException {
        try (Connection connection = connect()) {
            return new Batches(new Session(connection, pace, this, () -> false, throttle))
                    .run(new StepKey("test", 1), walk, (open, range) -> update(open, range, update));
        }
    }

    private static Tally update(Connection connection, Range range, String update) throws SQLException {
        List<Object> values = new ArrayList<>(range.from());
        values.addAll(range.to());
        return new Tally(Sql.on(connection).update(update, values.toArray()), Map.of());
    }

    @Override
    public void committed(StepKey key, Checkpoint checkpoint, long estimate) {
        checkpoints.add(checkpoint);
    }

    @Override
    public void notice(StepKey key, String message) {
        notices.add(message);
    }

    @Override
    public void close() {
        database.close();
    }
}
