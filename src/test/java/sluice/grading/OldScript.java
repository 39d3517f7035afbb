package sluice.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The script that the changelog replaces, as it was found to behave: unmodified on SQLite; on PostgreSQL with its six type
 * texts corrected, without which it can't run there at all.
 */
final class OldScript {

    private static final String[] TEMPLATES = {
        "Academic Essay Grading|academic|0.3|2000|Essay - {filename}|5|3",
        "Business Report Review|business|0.2|3000|Report - {filename}|7|2",
        "Research Paper Analysis|research|0.1|4000|Research - {filename}|8|3",
        "Creative Writing Assessment|academic|0.4|2500|Creative - {filename}|5|3",
    };

    /** The 18 columns in its order; @moment, @json and @no are the texts that differ. */
    private static final String[] COLUMNS = {
        "updated_at @moment",
        "priority INTEGER DEFAULT 5",
        "tags @json",
        "models_to_compare @json",
        "batch_settings @json",
        "auto_assign_jobs BOOLEAN DEFAULT @no",
        "total_jobs INTEGER DEFAULT 0",
        "completed_jobs INTEGER DEFAULT 0",
        "failed_jobs INTEGER DEFAULT 0",
        "deadline @moment",
        "started_at @moment",
        "completed_at @moment",
        "estimated_completion @moment",
        "template_id VARCHAR(36)",
        "created_by VARCHAR(100)",
        "shared_with @json",
        "saved_prompt_id VARCHAR(36)",
        "saved_marking_scheme_id VARCHAR(36)",
    };

    private final GradingDatabase database;
    private final boolean sqlite;

    OldScript(GradingDatabase database) {
        this.database = database;
        this.sqlite = database.kind() == GradingDatabase.Kind.SQLITE;
    }

    /** A complete first run. */
    void run() {
        templateTable();
        columns(COLUMNS.length);
        database.execute(
                "UPDATE job_batches SET status = 'draft' WHERE status = 'pending'",
                "UPDATE job_batches SET updated_at = created_at WHERE updated_at IS NULL");
        if (!sqlite) {
            links();
        }
        templates();
    }

    /** Its first step; on an unpatched PostgreSQL all that ever stays. */
    void templateTable() {
        database.execute(text("""
                CREATE TABLE batch_templates (id VARCHAR(36) NOT NULL, created_at @moment, updated_at @moment,
                    name VARCHAR(255) NOT NULL, description TEXT, category VARCHAR(100), default_settings JSON,
                    job_structure JSON, processing_rules JSON, usage_count INTEGER, last_used @moment, is_public BOOLEAN,
                    created_by VARCHAR(100), PRIMARY KEY (id))
                """));
    }

    /** The first so many columns; on SQLite each stays whatever comes after it. */
    void columns(int many) {
        List<String> added = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            added.add("ALTER TABLE job_batches ADD COLUMN " + text(COLUMNS[i]));
        }
        database.execute(added.toArray(String[]::new));
    }

    /** Its fourth step, which it adds to whatever links there are. */
    void links() {
        database.execute(
                "ALTER TABLE job_batches ADD CONSTRAINT fk_batch_template"
                        + " FOREIGN KEY (template_id) REFERENCES batch_templates (id)",
                "ALTER TABLE job_batches ADD CONSTRAINT fk_batch_saved_prompt"
                        + " FOREIGN KEY (saved_prompt_id) REFERENCES saved_prompts (id)",
                "ALTER TABLE job_batches ADD CONSTRAINT fk_batch_saved_marking_scheme"
                        + " FOREIGN KEY (saved_marking_scheme_id) REFERENCES saved_marking_schemes (id)");
    }

    private void templates() {
        for (String template : TEMPLATES) {
            String[] part = template.split("\\|");
            database.execute("""
                    INSERT INTO batch_templates (id, created_at, updated_at, name, description, category,
                        default_settings, job_structure, processing_rules, usage_count, is_public, created_by)
                    VALUES ('%s', '2025-08-21 12:00:00.000000', '2025-08-21 12:00:00.000000', '%s', 'By the script', '%s',
                        '{"provider": "openrouter", "model": "anthropic/claude-3-5-sonnet-20241022", "temperature": %s, "max_tokens": %s}',
                        '{"auto_naming": true, "naming_pattern": "%s", "priority": %s}',
                        '{"auto_start": false, "retry_failed": true, "max_retries": %s}', 0, %s, 'system')
                    """.formatted(
                    UUID.randomUUID(), part[0], part[1], part[2], part[3], part[4], part[5], part[6], text("@yes")));
        }
    }

    private String text(String sql) {
        return sql.replace("@moment", sqlite ? "DATETIME" : "TIMESTAMP")
                .replace("@json", sqlite ? "TEXT" : "JSON")
                .replace("@no", sqlite ? "0" : "false")
                .replace("@yes", sqlite ? "1" : "true");
    }
}
