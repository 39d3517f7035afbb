package sluice.marketplace;

/** The statements that build the legacy tables, in the shape that the old migrations left behind. */
final class LegacyTables {

    static final String SHARED = """
            CREATE TABLE public.users (
                id serial PRIMARY KEY,
                email varchar(255) NOT NULL UNIQUE,
                created_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE TYPE public.jobstatus AS ENUM
                ('pending', 'running', 'paused', 'completed', 'failed', 'cancelled', 'expired');
            CREATE TYPE public.taskstatus AS ENUM
                ('pending', 'processing', 'success', 'failed', 'timeout', 'cancelled');
            CREATE SCHEMA vinted;
            CREATE TABLE vinted.action_types (
                id serial PRIMARY KEY,
                code varchar(50) NOT NULL UNIQUE,
                name varchar(100) NOT NULL,
                description text,
                priority integer NOT NULL DEFAULT 3,
                is_batch boolean NOT NULL DEFAULT false,
                rate_limit_ms integer NOT NULL DEFAULT 2000,
                max_retries integer NOT NULL DEFAULT 3,
                timeout_seconds integer NOT NULL DEFAULT 60,
                created_at timestamptz NOT NULL DEFAULT now()
            );
            INSERT INTO vinted.action_types (code, name, priority, is_batch) VALUES
                ('message', 'Message', 1, false),
                ('orders', 'Orders', 3, true),
                ('publish', 'Publish', 3, false),
                ('update', 'Update', 3, false),
                ('delete', 'Delete', 4, false),
                ('sync', 'Sync', 4, true);
            -- added later and with its id, so the sequence stays at 6
            INSERT INTO vinted.action_types (id, code, name, priority, is_batch)
            VALUES (7, 'link_product', 'Link product', 3, false);
            """;

    /** The jobs and tasks of before the rename: {@code user_invalid} has kept them, the others went on from here. */
    static final String OLD_SHAPE = """
            CREATE SCHEMA %1$s;
            CREATE TABLE %1$s.products (id serial PRIMARY KEY, title varchar(255));
            CREATE TABLE %1$s.vinted_jobs (
                id serial PRIMARY KEY,
                batch_id varchar(50),
                action_type_id integer NOT NULL,
                product_id integer,
                status varchar(20) NOT NULL DEFAULT 'pending',
                priority integer NOT NULL DEFAULT 3,
                error_message text,
                result_data jsonb,
                retry_count integer NOT NULL DEFAULT 0,
                started_at timestamptz,
                completed_at timestamptz,
                expires_at timestamptz,
                created_at timestamptz NOT NULL DEFAULT now(),
                CONSTRAINT valid_status CHECK (status IN
                    ('pending', 'running', 'paused', 'completed', 'failed', 'cancelled', 'expired'))
            );
            CREATE INDEX idx_vinted_jobs_batch_id ON %1$s.vinted_jobs (batch_id);
            CREATE INDEX idx_vinted_jobs_status ON %1$s.vinted_jobs (status);
            CREATE TABLE %1$s.plugin_tasks (
                id serial PRIMARY KEY,
                task_type varchar(50),
                product_id integer,
                job_id integer,
                platform varchar(20),
                http_method varchar(10),
                path varchar(500),
                payload jsonb,
                result jsonb,
                status public.taskstatus NOT NULL DEFAULT 'pending',
                error_message text,
                retry_count integer NOT NULL DEFAULT 0,
                started_at timestamptz,
                completed_at timestamptz,
                created_at timestamptz NOT NULL DEFAULT now(),
                updated_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX idx_plugin_tasks_status ON %1$s.plugin_tasks (status);
            CREATE INDEX idx_plugin_tasks_job_id ON %1$s.plugin_tasks (job_id);
            """;

    /** What the rename and the additions of the same days made of the template; the sequences keep their old names. */
    static final String RENAMED_TEMPLATE = """
            ALTER TABLE %1$s.vinted_jobs ALTER COLUMN product_id TYPE bigint;
            ALTER TABLE %1$s.plugin_tasks RENAME TO marketplace_tasks;
            ALTER TABLE %1$s.marketplace_tasks ADD COLUMN description varchar(500);
            ALTER TABLE %1$s.vinted_jobs RENAME TO marketplace_jobs;
            ALTER INDEX %1$s.idx_vinted_jobs_batch_id RENAME TO idx_marketplace_jobs_batch_id;
            ALTER INDEX %1$s.idx_vinted_jobs_status RENAME TO idx_marketplace_jobs_status;
            ALTER TABLE %1$s.marketplace_jobs
                ADD COLUMN marketplace varchar(50) NOT NULL DEFAULT 'vinted',
                ADD COLUMN input_data jsonb,
                ADD COLUMN max_retries integer NOT NULL DEFAULT 3,
                ADD CONSTRAINT fk_marketplace_jobs_action_type
                    FOREIGN KEY (action_type_id) REFERENCES vinted.action_types (id),
                ADD CONSTRAINT fk_marketplace_jobs_product
                    FOREIGN KEY (product_id) REFERENCES %1$s.products (id) ON DELETE SET NULL;
            -- two equal keys: the rename added its own beside the old one
            ALTER TABLE %1$s.marketplace_tasks
                ADD CONSTRAINT plugin_tasks_job_id_fkey
                    FOREIGN KEY (job_id) REFERENCES %1$s.marketplace_jobs (id) ON DELETE SET NULL,
                ADD CONSTRAINT fk_marketplace_tasks_job
                    FOREIGN KEY (job_id) REFERENCES %1$s.marketplace_jobs (id) ON DELETE SET NULL;
            """;

    /** LIKE copies no foreign keys and shares the template's sequences among all tenants. */
    static final String CLONED_TENANT = """
            CREATE SCHEMA %1$s;
            CREATE TABLE %1$s.products (LIKE template_tenant.products INCLUDING ALL);
            CREATE TABLE %1$s.marketplace_jobs (LIKE template_tenant.marketplace_jobs INCLUDING ALL);
            CREATE TABLE %1$s.marketplace_tasks (LIKE template_tenant.marketplace_tasks INCLUDING ALL);
            ALTER TABLE %1$s.marketplace_tasks ADD CONSTRAINT fk_marketplace_tasks_job
                FOREIGN KEY (job_id) REFERENCES %1$s.marketplace_jobs (id) ON DELETE SET NULL;
            """;

    static final String BATCHES = """
            CREATE TYPE %1$s.batch_job_status AS ENUM
                ('pending', 'running', 'completed', 'partially_failed', 'failed', 'cancelled');
            CREATE TABLE %1$s.batch_jobs (
                id serial PRIMARY KEY,
                batch_id varchar(100) NOT NULL UNIQUE,
                marketplace varchar(50) NOT NULL,
                action_code varchar(50) NOT NULL,
                total_count integer NOT NULL DEFAULT 0,
                completed_count integer NOT NULL DEFAULT 0,
                failed_count integer NOT NULL DEFAULT 0,
                cancelled_count integer NOT NULL DEFAULT 0,
                status %1$s.batch_job_status NOT NULL DEFAULT 'pending',
                priority integer NOT NULL DEFAULT 3,
                created_by_user_id integer
                    CONSTRAINT fk_batch_jobs_user REFERENCES public.users (id) ON DELETE SET NULL,
                created_at timestamptz NOT NULL DEFAULT now(),
                started_at timestamptz,
                completed_at timestamptz
            );
            COMMENT ON TABLE %1$s.batch_jobs IS 'Groups of marketplace jobs';
            CREATE INDEX idx_batch_jobs_batch_id ON %1$s.batch_jobs (batch_id);
            CREATE INDEX idx_batch_jobs_marketplace_status ON %1$s.batch_jobs (marketplace, status);
            CREATE INDEX idx_batch_jobs_status_created ON %1$s.batch_jobs (status, created_at);
            CREATE INDEX idx_batch_jobs_created_at ON %1$s.batch_jobs (created_at);
            ALTER TABLE %1$s.marketplace_jobs ADD COLUMN batch_job_id integer
                CONSTRAINT fk_marketplace_jobs_batch_job REFERENCES %1$s.batch_jobs (id) ON DELETE SET NULL;
            CREATE INDEX idx_marketplace_jobs_marketplace ON %1$s.marketplace_jobs (marketplace);
            CREATE INDEX idx_marketplace_jobs_batch_job_id ON %1$s.marketplace_jobs (batch_job_id);
            """;

    private LegacyTables() {}
}
