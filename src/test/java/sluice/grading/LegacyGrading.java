package sluice.grading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The application's tables as they were, and rows of every awkward kind, the same on both databases. */
final class LegacyGrading {

    /** A batch as it was; status and moment may be null. */
    record Batch(String id, String status, LocalDateTime createdAt) {}

    /** A job as it was; batch, status and the moments may be null. */
    record Job(String id, String batch, String status, LocalDateTime createdAt, LocalDateTime updatedAt) {}

    private static final String[] TABLES = {
        """
        CREATE TABLE saved_prompts (id varchar(36) NOT NULL, created_at @moment, name varchar(255) NOT NULL,
            prompt_text text NOT NULL, PRIMARY KEY (id))
        """, """
        CREATE TABLE saved_marking_schemes (id varchar(36) NOT NULL, created_at @moment, name varchar(255) NOT NULL,
            PRIMARY KEY (id))
        """, """
        CREATE TABLE job_batches (id varchar(36) NOT NULL, created_at @moment, batch_name varchar(255) NOT NULL,
            description text, status varchar(50), provider varchar(50) NOT NULL, prompt text NOT NULL,
            model varchar(100), temperature float, max_tokens integer, PRIMARY KEY (id))
        """, """
        CREATE TABLE grading_jobs (id varchar(36) NOT NULL, created_at @moment, updated_at @moment,
            job_name varchar(255) NOT NULL, status varchar(50), provider varchar(50) NOT NULL, prompt text NOT NULL,
            models_to_compare json, batch_id varchar(36), PRIMARY KEY (id),
            FOREIGN KEY (batch_id) REFERENCES job_batches (id))
        """,
    };

    private static final String[] JOB_STATES = {
        "pending", "processing", "completed", "completed", "failed", "completed_with_errors", "cancelled", null
    };
    private static final String[] BATCH_STATES = {
        "pending", "pending", "processing", "completed", "completed_with_errors", "failed", null
    };
    private static final LocalDateTime START = LocalDateTime.of(2025, 3, 1, 8, 0);
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    final List<Batch> batches = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();

    private LegacyGrading() {}

    /** Makes the tables. */
    static void tables(GradingDatabase database) {
        database.execute(tableTexts(database));
    }

    /** The statements for saved prompts, saved marking schemes, batches and jobs. */
    static String[] tableTexts(GradingDatabase database) {
        boolean sqlite = database.kind() == GradingDatabase.Kind.SQLITE;
        return Stream.of(TABLES)
                .map(table -> table.replace("@moment", sqlite ? "datetime" : "timestamp"))
                .toArray(String[]::new);
    }

    /** Tables and rows: the awkward ones by hand, and a hundred batches by chance. */
    static LegacyGrading fill(GradingDatabase database, long seed) throws SQLException {
        LegacyGrading legacy = new LegacyGrading();
        legacy.byHand();
        legacy.byChance(new Random(seed));
        tables(database);
        legacy.insert(database);
        return legacy;
    }

    private void byHand() {
        batch("no-status", null, START, "completed", "pending");
        batch("no-date", "pending", null, "completed");
        batch("no-date-done", "completed", null, "completed", "completed");
        batch("running-1", "pending", START.plusDays(1), "processing", "failed", "pending");
        batch("running-2", "processing", START.plusDays(2), "processing", "completed");
        batch("empty", "pending", START.plusDays(3));
        batch("every-state", "processing", START.plusDays(4), JOB_STATES);
        jobs.add(new Job("job-alone", null, "pending", START, null));
    }

    private void byChance(Random random) {
        for (int i = 0; i < 100; i++) {
            String[] states = new String[random.nextInt(6)];
            for (int k = 0; k < states.length; k++) {
                states[k] = JOB_STATES[random.nextInt(JOB_STATES.length)];
            }
            batch(
                    "chance-%03d".formatted(i),
                    BATCH_STATES[random.nextInt(BATCH_STATES.length)],
                    random.nextInt(10) == 0 ? null : START.plusMinutes(random.nextInt(100_000)),
                    states);
        }
    }

    private void batch(String id, String status, LocalDateTime createdAt, String... states) {
        batches.add(new Batch(id, status, createdAt));
        for (String state : states) {
            int number = jobs.size();
            LocalDateTime begun = START.plusMinutes(number * 7L).plusNanos(number * 1000L);
            jobs.add(new Job(
                    "job-%04d".formatted(number),
                    id,
                    state,
                    begun,
                    number % 3 == 0 ? null : begun.plusMinutes(number)));
        }
    }

    private void insert(GradingDatabase database) throws SQLException {
        try (Connection connection = database.application()) {
            for (Batch batch : batches) {
                insert(
                        connection,
                        "INSERT INTO job_batches (id, batch_name, provider, prompt, status, created_at)"
                                + " VALUES (?, ?, 'openrouter', 'Grade it.', ?, ?)",
                        batch.id(),
                        "Batch " + batch.id(),
                        batch.status(),
                        moment(database, batch.createdAt()));
            }
            for (Job job : jobs) {
                insert(
                        connection,
                        "INSERT INTO grading_jobs (id, job_name, provider, prompt, batch_id, status, created_at, updated_at)"
                                + " VALUES (?, 'Job', 'claude', 'Grade it.', ?, ?, ?, ?)",
                        job.id(),
                        job.batch(),
                        job.status(),
                        moment(database, job.createdAt()),
                        moment(database, job.updatedAt()));
            }
        }
    }

    /** As the application writes it: a text of six decimals on SQLite. */
    private static Object moment(GradingDatabase database, LocalDateTime moment) {
        if (moment == null) {
            return null;
        }
        return database.kind() == GradingDatabase.Kind.SQLITE ? TEXT.format(moment) : Timestamp.valueOf(moment);
    }

    private static void insert(Connection connection, String text, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
