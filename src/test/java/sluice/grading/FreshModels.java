package sluice.grading;

import java.sql.SQLException;
import java.util.stream.IntStream;

/** Tables as the application's new models make them on an empty database: other order, no defaults, other names of links. */
final class FreshModels {

    private static final String TEMPLATES = """
            CREATE TABLE batch_templates (id varchar(36) NOT NULL, created_at @moment, updated_at @moment,
                name varchar(255) NOT NULL, description text, category varchar(100), default_settings json,
                job_structure json, processing_rules json, usage_count integer, last_used @moment, is_public boolean,
                created_by varchar(100), PRIMARY KEY (id))""";
    private static final String BATCHES = """
            CREATE TABLE job_batches (id varchar(36) NOT NULL, created_at @moment, updated_at @moment,
                batch_name varchar(255) NOT NULL, description text, status varchar(50), priority integer, tags json,
                provider varchar(50), prompt text, model varchar(100), temperature float, max_tokens integer,
                models_to_compare json, batch_settings json, auto_assign_jobs boolean, total_jobs integer,
                completed_jobs integer, failed_jobs integer, deadline @moment, started_at @moment, completed_at @moment,
                estimated_completion @moment, template_id varchar(36), created_by varchar(100), shared_with json,
                saved_prompt_id varchar(36), saved_marking_scheme_id varchar(36), PRIMARY KEY (id),
                FOREIGN KEY (template_id) REFERENCES batch_templates (id),
                FOREIGN KEY (saved_prompt_id) REFERENCES saved_prompts (id),
                FOREIGN KEY (saved_marking_scheme_id) REFERENCES saved_marking_schemes (id))""";

    private FreshModels() {}

    /** Makes the tables, and a few batches as the new application writes them. */
    static void create(GradingDatabase database) throws SQLException {
        String[] legacy = LegacyGrading.tableTexts(database);
        IntStream.range(0, 2).forEach(index -> database.execute(legacy[index]));
        database.execute(text(database, TEMPLATES), text(database, BATCHES), legacy[3]);
        database.execute("""
                INSERT INTO job_batches (id, created_at, updated_at, batch_name, status, priority, total_jobs,
                    completed_jobs, failed_jobs, tags)
                VALUES ('ready', '2025-09-01 10:00:00', '2025-09-01 10:00:00', 'Ready', 'pending', 5, 0, 0, 0, '["a",  "b"]'),
                    ('mixed', '2025-09-01 10:00:00', '2025-09-02 10:00:00', 'Mixed', 'processing', 7, 0, 0, 0, NULL)""", """
                INSERT INTO grading_jobs (id, job_name, provider, prompt, batch_id, status, created_at)
                VALUES ('1', 'One', 'claude', 'x', 'mixed', 'processing', '2025-09-01 11:00:00')""");
    }

    private static String text(GradingDatabase database, String table) {
        return table.replace("@moment", database.kind() == GradingDatabase.Kind.SQLITE ? "datetime" : "timestamp");
    }
}
