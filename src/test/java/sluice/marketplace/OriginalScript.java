package sluice.marketplace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The original script's way, row by row, written anew from its description: the oracle of the parity tests and the old
 * way of the benchmark.
 *
 * <p>It follows the repaired script in everything, its faults included, with two exceptions. The "first" job of a batch,
 * which gives marketplace and priority, is the one with the lowest {@code created_at}, then the lowest {@code id}: the
 * original took whichever the heap returned. And names are quoted and qualified: the original pasted them into the search
 * path and fell through to {@code public}.
 */
public final class OriginalScript {

    /** Which of a batch's jobs gives marketplace and priority. */
    private static final Comparator<Job> FIRST =
            Comparator.comparing(Job::createdAt).thenComparing(Job::id);

    private final Connection connection;

    private OriginalScript(Connection connection) {
        this.connection = connection;
    }

    /**
     * What a run did.
     *
     * @param schemas visited, those in error included
     * @param batches created
     * @param jobs linked
     * @param errors one message per batch or schema that failed
     */
    public record Summary(int schemas, int batches, int jobs, List<String> errors) {

        private Summary plus(Summary other) {
            List<String> all = new ArrayList<>(errors);
            all.addAll(other.errors);
            return new Summary(schemas + other.schemas, batches + other.batches, jobs + other.jobs, List.copyOf(all));
        }
    }

    private record Job(
            int id,
            String status,
            String marketplace,
            int priority,
            OffsetDateTime createdAt,
            OffsetDateTime startedAt,
            OffsetDateTime completedAt) {}

    /**
     * Lists the schemas that the original visits, in its order.
     *
     * @return the names that match {@code user_%}, whose underscore stands for any character, without user_invalid
     * @throws SQLException if the catalogue can't be read
     */
    public static List<String> schemas(Connection connection) throws SQLException {
        String select = """
                SELECT schema_name FROM information_schema.schemata
                WHERE schema_name LIKE 'user_%' AND schema_name <> 'user_invalid' ORDER BY schema_name
                """;
        try (Statement statement = connection.createStatement()) {
            return strings(statement.executeQuery(select));
        }
    }

    /**
     * Migrates the schemas one after another, a transaction per batch string.
     *
     * @param connection its autocommit is off during the run and restored after it
     * @return the totals; a run with errors is what the original ends with status 1
     * @throws SQLException at the schema after one without the jobs table, since the failed transaction is still open
     *     then: fatal, without totals, as in the original
     */
    public static Summary run(Connection connection, List<String> schemas) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            Summary total = new Summary(0, 0, 0, List.of());
            for (String schema : schemas) {
                total = total.plus(new OriginalScript(connection).schema(schema));
            }
            return total;
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private Summary schema(String schema) throws SQLException {
        // stands for the original's SET search_path: outside any handler
        execute("SELECT 1");
        connection.commit();
        List<String> batches;
        try {
            batches = openBatches(schema);
        } catch (SQLException missing) {
            return new Summary(1, 0, 0, List.of(schema + ": " + missing.getMessage()));
        }
        int created = 0;
        int linked = 0;
        List<String> errors = new ArrayList<>();
        for (String batch : batches) {
            try {
                linked += batch(schema, batch);
                connection.commit();
                created++;
            } catch (SQLException failure) {
                connection.rollback();
                errors.add(schema + ", batch '" + batch + "': " + failure.getMessage());
            }
        }
        return new Summary(1, created, linked, List.copyOf(errors));
    }

    private List<String> openBatches(String schema) throws SQLException {
        String select = """
                SELECT DISTINCT batch_id FROM %s
                WHERE batch_id IS NOT NULL AND batch_job_id IS NULL ORDER BY batch_id
                """.formatted(QuotedName.of(schema, "marketplace_jobs"));
        try (Statement statement = connection.createStatement()) {
            return strings(statement.executeQuery(select));
        }
    }

    private int batch(String schema, String batch) throws SQLException {
        List<Job> jobs = load(schema, batch);
        int parent = insert(schema, batch, jobs);
        link(schema, parent, jobs);
        return jobs.size();
    }

    /** Whole rows, payloads included, since that is what the original pays for. */
    private List<Job> load(String schema, String batch) throws SQLException {
        String select = "SELECT * FROM %s WHERE batch_id = ? AND batch_job_id IS NULL"
                .formatted(QuotedName.of(schema, "marketplace_jobs"));
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, batch);
            List<Job> jobs = new ArrayList<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                jobs.add(new Job(
                        rows.getInt("id"),
                        rows.getString("status"),
                        rows.getString("marketplace"),
                        rows.getInt("priority"),
                        rows.getObject("created_at", OffsetDateTime.class),
                        rows.getObject("started_at", OffsetDateTime.class),
                        rows.getObject("completed_at", OffsetDateTime.class)));
            }
            return jobs;
        }
    }

    private int insert(String schema, String batch, List<Job> jobs) throws SQLException {
        List<String> statuses = jobs.stream().map(Job::status).toList();
        String status = OriginalRules.status(statuses);
        Job first = jobs.stream().min(FIRST).orElseThrow();
        String insert = """
                INSERT INTO %s (batch_id, marketplace, action_code, total_count, completed_count, failed_count,
                    cancelled_count, status, priority, created_at, started_at, completed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS %s), ?, ?, ?, ?) RETURNING id
                """.formatted(QuotedName.of(schema, "batch_jobs"), QuotedName.of(schema, "batch_job_status"));
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, batch);
            statement.setString(2, first.marketplace().isEmpty() ? "vinted" : first.marketplace());
            statement.setString(3, OriginalRules.actionCode(batch));
            statement.setInt(4, jobs.size());
            statement.setInt(5, count(statuses, "completed"));
            statement.setInt(6, count(statuses, "failed"));
            statement.setInt(7, count(statuses, "cancelled"));
            statement.setString(8, status);
            statement.setInt(9, first.priority());
            setTimes(statement, status, jobs);
            ResultSet id = statement.executeQuery();
            id.next();
            return id.getInt(1);
        }
    }

    private static void setTimes(PreparedStatement statement, String status, List<Job> jobs) throws SQLException {
        boolean ended = !status.equals("pending") && !status.equals("running");
        statement.setObject(10, first(jobs, Job::createdAt, Comparator.naturalOrder()));
        statement.setObject(11, first(jobs, Job::startedAt, Comparator.naturalOrder()));
        statement.setObject(12, ended ? first(jobs, Job::completedAt, Comparator.reverseOrder()) : null);
    }

    private static OffsetDateTime first(
            List<Job> jobs, Function<Job, OffsetDateTime> time, Comparator<OffsetDateTime> order) {
        return jobs.stream().map(time).filter(Objects::nonNull).min(order).orElse(null);
    }

    /** One UPDATE per job, sent together: as kind to the old way as its object mapper was. */
    private void link(String schema, int parent, List<Job> jobs) throws SQLException {
        String update =
                "UPDATE %s SET batch_job_id = ? WHERE id = ?".formatted(QuotedName.of(schema, "marketplace_jobs"));
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (Job job : jobs) {
                statement.setInt(1, parent);
                statement.setInt(2, job.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static int count(List<String> statuses, String status) {
        return (int) statuses.stream().filter(status::equals).count();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(1));
        }
        return values;
    }
}
