package sluice.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import sluice.batch.BatchListener;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.bench.contest.Contest;
import sluice.bench.contest.Figure;
import sluice.bench.contest.Ground;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.plan.run.PlanRunner;
import sluice.sql.Sql;

/** The same rows changed by one statement, by the engine, and row by row as the scripts do that it replaces. */
public final class EngineBench {

    private static final String UPDATE = "UPDATE bench SET value = value + 1, note = md5(note)";
    private static final long ROW_BY_ROW = 20_000;
    private static final long WARM_UP = 5_000;
    private static final String OPERATION = "bench::engine::sluice";

    private final Ground ground;

    /** A benchmark on this ground. */
    public EngineBench(Ground ground) {
        this.ground = ground;
    }

    /** Figures for a table of so many rows; the first is the floor. */
    public List<Figure> run(long rows, int runs) throws SQLException {
        long slowly = Math.min(rows, ROW_BY_ROW);
        timed(WARM_UP, bad(WARM_UP), EngineBench::adaptive);
        timed(WARM_UP, "", on -> engine(on, Pace.DEFAULT.fixed(10)));
        return new Contest()
                .add("one statement, one connection", rows, () -> timed(rows, "", EngineBench::oneStatement))
                .add("sluice, batches of 1000", rows, () -> timed(rows, "", on -> engine(on, Pace.DEFAULT.fixed(1000))))
                .add("sluice, adaptive", rows, () -> timed(rows, "", on -> engine(on, Pace.DEFAULT)))
                .add("sluice, adaptive, one bad row", rows, () -> timed(rows, bad(rows), EngineBench::adaptive))
                .add("row by row, as a script does", slowly, () -> timed(slowly, "", EngineBench::rowByRow))
                .run(runs);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private long timed(long rows, String constraint, Work work) throws SQLException {
        try (Connection connection = ground.fresh()) {
            ground.update("changelogs/ledger/changelog.yaml", "");
            fill(connection, rows, constraint);
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            work.on(connection);
            connection.commit();
            return System.nanoTime() - start;
        }
    }

    private static void fill(Connection connection, long rows, String constraint) throws SQLException {
        Sql sql = Sql.on(connection);
        sql.run("CREATE TABLE bench (id bigint, value integer NOT NULL, note text NOT NULL" + constraint + ")");
        sql.update(
                "INSERT INTO bench SELECT n, 0, repeat(md5(n::text), 3) FROM generate_series(1, ?) n",
                Math.toIntExact(rows));
        sql.run("ALTER TABLE bench ADD PRIMARY KEY (id)");
        sql.run("VACUUM ANALYZE bench");
    }

    private static String bad(long rows) {
        return ", CHECK (id <> " + (rows * 2 / 3) + " OR value = 0)";
    }

    private static void oneStatement(Connection connection) throws SQLException {
        Sql.on(connection).update(UPDATE);
    }

    private static void adaptive(Connection connection) throws SQLException {
        engine(connection, Pace.DEFAULT);
    }

    private static void engine(Connection connection, Pace pace) throws SQLException {
        Plan plan = Plan.of(Backfill.of("bench", Key.of("id")).change("rows changed", UPDATE + " WHERE :range"));
        new PlanRunner(new Session(connection, pace, BatchListener.NONE, () -> false)).run(OPERATION, OPERATION, plan);
    }

    /** Reads all, computes outside, writes one at a time: what an ORM's loop sends. */
    private static void rowByRow(Connection connection) throws SQLException {
        try (Statement read = connection.createStatement();
                ResultSet row = read.executeQuery("SELECT id, value, md5(note) FROM bench ORDER BY id");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE bench SET value = ?, note = ? WHERE id = ?")) {
            while (row.next()) {
                write.setInt(1, row.getInt(2) + 1);
                write.setString(2, row.getString(3));
                write.setLong(3, row.getLong(1));
                write.executeUpdate();
            }
        }
    }
}
