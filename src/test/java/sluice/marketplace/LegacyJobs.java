package sluice.marketplace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Fills a legacy jobs table with jobs of every known shape, the same ones for the same seed. */
public final class LegacyJobs {

    private static final OffsetDateTime START = OffsetDateTime.of(2026, 1, 7, 12, 0, 0, 0, ZoneOffset.UTC);

    private static final String MANY = """
            INSERT INTO %s (batch_id, action_type_id, status, marketplace, priority, created_at, started_at,
                completed_at, result_data)
            SELECT (ARRAY['message', 'orders', 'publish', 'update', 'delete', 'sync', 'link_product'])[1 + batch %% 7]
                    || to_char(begun AT TIME ZONE 'UTC', '_YYYYMMDD_HH24MISS_') || lpad(to_hex(batch), 8, '0'),
                1 + batch %% 7,
                status,
                CASE WHEN batch %% 10 = 0 THEN 'ebay' ELSE 'vinted' END,
                1 + batch %% 5,
                begun + make_interval(secs => job %% 3),
                CASE WHEN status NOT IN ('pending', 'cancelled') THEN begun + make_interval(secs => 10 + job %% 50) END,
                CASE WHEN status IN ('completed', 'failed') THEN begun + make_interval(secs => 70 + job %% 50) END,
                jsonb_build_object('url', 'https://example.org/items/' || job, 'attempts', job %% 3)
            FROM (
                SELECT job, batch, TIMESTAMPTZ '2026-01-07 00:00:00Z' + make_interval(secs => batch) AS begun,
                    CASE
                        WHEN batch %% 20 < 12 THEN 'completed'
                        WHEN batch %% 20 < 15 THEN (ARRAY['completed', 'failed'])[1 + job %% 2]
                        WHEN batch %% 20 = 15 THEN (ARRAY['completed', 'running', 'pending'])[1 + job %% 3]
                        WHEN batch %% 20 = 16 THEN 'pending'
                        WHEN batch %% 20 = 17 THEN 'failed'
                        WHEN batch %% 20 = 18 THEN (ARRAY['completed', 'cancelled'])[1 + job %% 2]
                        ELSE (ARRAY['expired', 'paused', 'completed'])[1 + job %% 3]
                    END AS status
                FROM (
                    SELECT job, CAST(job * ? / ? AS integer) AS batch
                    FROM (SELECT generate_series(0, CAST(? AS bigint) - 1) AS job) numbered
                ) placed
            ) dated
            """;

    private LegacyJobs() {}

    /**
     * What was filled in; as text it tells the seed, so pass it to {@code as(…)} of an assertion.
     *
     * @param batches the distinct batch strings
     */
    public record Filled(String schema, int jobs, List<String> batches, long seed) {
        @Override
        public String toString() {
            return "%d jobs in %d batches of %s from seed %dL".formatted(jobs, batches.size(), schema, seed);
        }
    }

    private record Job(
            String batch,
            String status,
            String marketplace,
            int priority,
            OffsetDateTime createdAt,
            OffsetDateTime startedAt,
            OffsetDateTime completedAt) {}

    /**
     * Adds jobs whose ids, rows and times are in unrelated orders. Documented shapes come first: about 100 batches
     * bring every string, 24 every mix, given four jobs per batch. One job in twenty belongs to no batch.
     *
     * @param jobs how many, at least one per batch
     * @param batches how many distinct batch strings, 0 or more
     * @param seed the same one gives the same jobs, their ids apart
     * @return what was added
     * @throws SQLException with the seed in its message
     */
    public static Filled fill(Connection connection, String schema, int jobs, int batches, long seed)
            throws SQLException {
        if (batches < 0 || jobs < batches) {
            throw new IllegalArgumentException(
                    jobs + " jobs do not fill " + batches + " batches: give one each or more");
        }
        Random random = new Random(seed);
        List<String> strings = strings(batches, random);
        List<Job> rows = rows(jobs, strings, random);
        Collections.shuffle(rows, random);
        Filled filled = new Filled(schema, jobs, strings, seed);
        try {
            insert(connection, schema, rows, random);
        } catch (SQLException failure) {
            throw new SQLException(
                    "Could not add " + filled + ": " + failure.getMessage(), failure.getSQLState(), failure);
        }
        return filled;
    }

    /**
     * Adds many ordinary jobs with one statement, for benchmarks: batches of equal size as the application names them,
     * lying together in the heap; six in ten all completed, the others of every kind. Ends with ANALYZE.
     *
     * @param jobs how many, for instance 100,000 or 5,000,000; at least one per batch
     * @param batches how many distinct batch strings, 1 or more
     * @throws SQLException if the table refuses them
     */
    public static void fillLarge(Connection connection, String schema, long jobs, int batches) throws SQLException {
        if (batches < 1 || jobs < batches) {
            throw new IllegalArgumentException(
                    jobs + " jobs do not fill " + batches + " batches: give one each or more");
        }
        String table = QuotedName.of(schema, "marketplace_jobs");
        try (PreparedStatement statement = connection.prepareStatement(MANY.formatted(table))) {
            statement.setInt(1, batches);
            statement.setLong(2, jobs);
            statement.setLong(3, jobs);
            statement.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE " + table);
        }
    }

    /**
     * Adds one job of now, for instance a late one whose batch string has been migrated already.
     *
     * @param batch its batch string, or null
     * @return its id
     * @throws SQLException if the table refuses it
     */
    public static int add(Connection connection, String schema, String batch, String status) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO %s (batch_id, action_type_id, status) VALUES (?, 3, ?) RETURNING id"
                        .formatted(QuotedName.of(schema, "marketplace_jobs")))) {
            statement.setString(1, batch);
            statement.setString(2, status);
            ResultSet id = statement.executeQuery();
            id.next();
            return id.getInt(1);
        }
    }

    private static List<String> strings(int count, Random random) {
        Set<String> strings =
                new LinkedHashSet<>(JobShapes.STRINGS.subList(0, Math.min(count, JobShapes.STRINGS.size())));
        while (strings.size() < count) {
            strings.add(JobShapes.randomString(random));
        }
        return List.copyOf(strings);
    }

    private static List<Job> rows(int jobs, List<String> batches, Random random) {
        List<BatchShape> shapes = new ArrayList<>();
        List<Job> rows = new ArrayList<>();
        for (int index = 0; index < batches.size(); index++) {
            BatchShape shape = BatchShape.of(batches.get(index), index, random);
            shapes.add(shape);
            rows.add(shape.job(shape.mix().get(0), random));
        }
        for (BatchShape shape : shapes) {
            shape.mix().stream()
                    .skip(1)
                    .limit(jobs - rows.size())
                    .forEach(status -> rows.add(shape.job(status, random)));
        }
        BatchShape loose = BatchShape.of(null, 0, random);
        while (rows.size() < jobs) {
            boolean alone = shapes.isEmpty() || random.nextInt(20) == 0;
            BatchShape shape = alone ? loose : JobShapes.one(shapes, random);
            rows.add(shape.job(JobShapes.one(alone ? JobShapes.STATUSES : shape.mix(), random), random));
        }
        return rows;
    }

    /** What the jobs of one batch have in common; in a batch that never started or ended those times are null throughout. */
    private record BatchShape(
            String batch, List<String> mix, List<String> marketplaces, boolean started, boolean ended) {

        private static final List<List<String>> MARKETPLACES = List.of(
                List.of("vinted"),
                List.of("vinted"),
                List.of("ebay"),
                List.of(""),
                List.of("vinted", "ebay", "etsy"),
                List.of("", "ebay"),
                List.of("it's \"%\\ $1"));

        private static BatchShape of(String batch, int index, Random random) {
            List<String> mix =
                    index < JobShapes.MIXES.size() ? JobShapes.MIXES.get(index) : JobShapes.randomMix(random);
            return new BatchShape(
                    batch, mix, JobShapes.one(MARKETPLACES, random), random.nextInt(5) > 0, random.nextInt(5) > 0);
        }

        private Job job(String status, Random random) {
            // few different seconds, so that lowest created_at is often a tie
            OffsetDateTime createdAt = START.plusSeconds(random.nextInt(4));
            return new Job(
                    batch,
                    status,
                    JobShapes.one(marketplaces, random),
                    1 + random.nextInt(5),
                    random.nextInt(10) == 0 ? createdAt.plus(random.nextInt(1_000_000), ChronoUnit.MICROS) : createdAt,
                    started && random.nextInt(3) > 0 ? time(random) : null,
                    ended && random.nextInt(3) > 0 ? time(random) : null);
        }

        /** Up to an hour around the start: nothing in the table keeps times in order. */
        private static OffsetDateTime time(Random random) {
            return START.plus(random.nextLong(-1_800_000_000L, 1_800_000_000L), ChronoUnit.MICROS);
        }
    }

    private static void insert(Connection connection, String schema, List<Job> rows, Random random)
            throws SQLException {
        List<Integer> ids = ids(connection, rows.size());
        // the heap must not be in the order of ids, or a careless "first" would pass
        Collections.shuffle(ids, random);
        String insert = """
                INSERT INTO %s (id, batch_id, action_type_id, status, marketplace, priority, created_at, started_at,
                    completed_at, result_data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{"items": [1, 2, 3]}')
                """.formatted(QuotedName.of(schema, "marketplace_jobs"));
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int index = 0; index < rows.size(); index++) {
                bind(statement, ids.get(index), rows.get(index));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, int id, Job job) throws SQLException {
        statement.setInt(1, id);
        statement.setString(2, job.batch());
        statement.setInt(3, 1 + id % 7);
        statement.setString(4, job.status());
        statement.setString(5, job.marketplace());
        statement.setInt(6, job.priority());
        statement.setObject(7, job.createdAt());
        statement.setObject(8, job.startedAt(), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(9, job.completedAt(), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static List<Integer> ids(Connection connection, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT nextval('template_tenant.vinted_jobs_id_seq') FROM generate_series(1, ?)")) {
            statement.setInt(1, count);
            List<Integer> ids = new ArrayList<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        }
    }
}
