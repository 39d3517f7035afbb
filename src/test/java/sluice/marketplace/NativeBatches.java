package sluice.marketplace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Adds batches as the application's new service makes them: a parent with its owner, and linked jobs that carry no
 * batch string, so that their grouping is lost for good when someone deletes the parent.
 */
public final class NativeBatches {

    private static final List<List<String>> JOBS = List.of(
            List.of("completed", "completed", "cancelled"),
            List.of("running", "pending", "completed"),
            List.of("failed", "completed"),
            List.of("pending"));
    private static final List<String> STATUS = List.of("completed", "running", "partially_failed", "pending");

    private NativeBatches() {}

    /**
     * Adds batches with one to three jobs each.
     *
     * @param connection its transaction is left to the caller
     * @param schema one that has {@code batch_jobs} and the link column
     * @param count how many batches, 0 or more
     * @throws SQLException if the schema lacks the tables
     */
    public static void add(Connection connection, String schema, int count) throws SQLException {
        for (int number = 0; number < count; number++) {
            List<String> jobs = JOBS.get(number % JOBS.size());
            int parent = addParent(connection, schema, number, jobs);
            for (String status : jobs) {
                addChild(connection, schema, parent, status);
            }
        }
    }

    private static int addParent(Connection connection, String schema, int number, List<String> jobs)
            throws SQLException {
        String insert = """
                INSERT INTO %1$s (batch_id, marketplace, action_code, total_count, completed_count, failed_count,
                    cancelled_count, status, priority, created_by_user_id, created_at, started_at)
                VALUES (?, 'ebay', 'publish', ?, ?, ?, ?, CAST(? AS %2$s), 2,
                    (SELECT id FROM public.users WHERE 'user_' || id = ?),
                    TIMESTAMPTZ '2026-01-12 08:00:00Z' + make_interval(mins => ?), NULL)
                RETURNING id
                """.formatted(QuotedName.of(schema, "batch_jobs"), QuotedName.of(schema, "batch_job_status"));
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, "publish_20260112_080000_%08x".formatted(0x0a710000 + number));
            statement.setInt(2, jobs.size());
            statement.setLong(3, count(jobs, "completed"));
            statement.setLong(4, count(jobs, "failed"));
            statement.setLong(5, count(jobs, "cancelled"));
            statement.setString(6, STATUS.get(number % STATUS.size()));
            statement.setString(7, schema);
            statement.setInt(8, number);
            return onlyId(statement);
        }
    }

    private static void addChild(Connection connection, String schema, int parent, String status) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO %s (action_type_id, marketplace, status, priority, batch_job_id) VALUES (3, 'ebay', ?, 2, ?)"
                        .formatted(QuotedName.of(schema, "marketplace_jobs")))) {
            statement.setString(1, status);
            statement.setInt(2, parent);
            statement.executeUpdate();
        }
    }

    private static long count(List<String> jobs, String status) {
        return jobs.stream().filter(status::equals).count();
    }

    private static int onlyId(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
