package sluice.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.environment.TestDatabase;
import sluice.sql.Sql;

/** A database with the ledger's tables, and the engine on it. */
final class EngineDatabase implements AutoCloseable, BatchListener {

    private static TestDatabase template;

    final List<String> notices = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    private final TestDatabase database;

    private EngineDatabase(TestDatabase database) {
        this.database = database;
    }

    static synchronized EngineDatabase create() {
        if (template == null) {
            template = TestDatabase.create();
            LedgerTables.create(template.url(), template.username(), template.password(), "public");
        }
        return new EngineDatabase(template.copy());
    }

    TestDatabase database() {
        return database;
    }

    EngineDatabase execute(String statements) {
        database.execute(statements);
        return this;
    }

    Object value(String query) {
        return database.query(query).get(0).get(0);
    }

    /** A connection as the engine wants it. */
    Connection connect() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Walks a table and runs one statement per range; {@code ?} stands for the first and the last key's parts. */
    Walked walk(Walk walk, Pace pace, String update) throws SQLException {
        return walk(walk, pace, Throttle.NONE, update);
    }

    Walked walk(Walk walk, Pace pace, Throttle throttle, String update) throws SQLException {
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
