package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.TestDatabase;

/** Checks that the fingerprint sees each kind of change, and no change where there is none. */
final class DatabaseFingerprintTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void create() throws Exception {
        database = TestDatabase.create();
        connection = database.connect();
        LegacyTenants.create(connection).withBatches("user_1", 2);
        LegacyJobs.fill(connection, "user_1", 50, 10, 1);
        execute("CREATE FUNCTION user_1.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE user_1.batch_jobs SET priority = 5 WHERE id = 1 | rows user_1.batch_jobs",
                "UPDATE vinted.action_types SET description = '' WHERE id = 1 | rows vinted.action_types",
                "SELECT nextval('user_1.batch_jobs_id_seq') | sequence user_1.batch_jobs_id_seq",
                "SELECT setval('user_1.batch_jobs_id_seq', 2, false) | sequence user_1.batch_jobs_id_seq",
                "ALTER TABLE user_1.batch_jobs ALTER priority SET DEFAULT 4 | columns user_1.batch_jobs",
                "ALTER TABLE user_1.batch_jobs ALTER priority DROP NOT NULL | columns user_1.batch_jobs",
                "ALTER TABLE user_1.batch_jobs ADD CHECK (priority > 0) | constraint user_1.batch_jobs batch_jobs_priority_check",
                "DROP INDEX user_1.idx_batch_jobs_batch_id | index user_1.idx_batch_jobs_batch_id",
                "ALTER TYPE user_1.batch_job_status ADD VALUE 'paused' | enum user_1.batch_job_status",
                "COMMENT ON TABLE user_1.batch_jobs IS 'x' | relation user_1.batch_jobs",
                "COMMENT ON COLUMN user_1.batch_jobs.status IS 'x' | columns user_1.batch_jobs",
                "ALTER TABLE user_1.batch_jobs SET (fillfactor = 90) | relation user_1.batch_jobs",
                "GRANT SELECT ON user_1.batch_jobs TO PUBLIC | relation user_1.batch_jobs",
                "GRANT SELECT (id) ON user_1.batch_jobs TO PUBLIC | columns user_1.batch_jobs",
                "ALTER TABLE user_1.batch_jobs ALTER batch_id SET STORAGE PLAIN | columns user_1.batch_jobs",
                "ALTER TABLE user_1.batch_jobs ALTER priority SET STATISTICS 7 | columns user_1.batch_jobs",
                "ALTER TABLE user_1.batch_jobs ALTER priority SET (n_distinct = 9) | columns user_1.batch_jobs",
                "COMMENT ON CONSTRAINT batch_jobs_pkey ON user_1.batch_jobs IS 'x' | constraint user_1.batch_jobs batch_jobs_pkey",
                "ALTER TABLE user_1.batch_jobs CLUSTER ON batch_jobs_pkey | index user_1.batch_jobs_pkey",
                "ALTER SEQUENCE user_1.batch_jobs_id_seq INCREMENT 2 | relation user_1.batch_jobs_id_seq",
                "ALTER SEQUENCE user_1.batch_jobs_id_seq OWNED BY NONE | relation user_1.batch_jobs_id_seq",
                "GRANT USAGE ON TYPE user_1.batch_job_status TO pg_monitor | enum user_1.batch_job_status",
                "GRANT EXECUTE ON FUNCTION user_1.touch() TO pg_monitor | function user_1.touch()",
                "CREATE POLICY own ON user_1.batch_jobs USING (id > 1) | policy user_1.batch_jobs own",
                "CREATE STATISTICS user_1.pair ON id, priority FROM user_1.batch_jobs | statistics pair",
                "CREATE TRIGGER t BEFORE UPDATE ON user_1.batch_jobs FOR EACH ROW EXECUTE FUNCTION user_1.touch()"
                        + " | trigger user_1.batch_jobs t",
                "CREATE OR REPLACE FUNCTION user_1.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'"
                        + " | function user_1.touch()",
                "CREATE SCHEMA elsewhere | schema elsewhere"
            })
    void a_change_shows_in_its_entry(String change, String entry) throws SQLException {
        DatabaseFingerprint before = DatabaseFingerprint.read(connection);
        execute(change);
        DatabaseFingerprint after = DatabaseFingerprint.read(connection);
        assertThat(after).isNotEqualTo(before);
        assertThat(after.entries().get(entry)).isNotEqualTo(before.entries().get(entry));
        assertThat(after.without(entry::equals).entries())
                .containsAllEntriesOf(new TreeMap<>(before.without(
                                name -> name.equals(entry) || name.equals("relation user_1.idx_batch_jobs_batch_id"))
                        .entries()));
    }

    @Test
    void what_is_undone_leaves_no_trace() throws SQLException {
        DatabaseFingerprint before = DatabaseFingerprint.read(connection);
        execute("ALTER TABLE user_1.batch_jobs ADD COLUMN note text");
        execute("UPDATE user_1.batch_jobs SET note = 'x', priority = priority + 1");
        assertThat(DatabaseFingerprint.read(connection)).isNotEqualTo(before);
        execute("ALTER TABLE user_1.batch_jobs DROP COLUMN note");
        execute("UPDATE user_1.batch_jobs SET priority = priority - 1");
        execute("VACUUM FULL user_1.batch_jobs");
        assertThat(DatabaseFingerprint.read(connection).entries()).isEqualTo(before.entries());
    }

    @Test
    void rows_that_come_twice_are_counted() throws SQLException {
        execute("CREATE TABLE public.plain (note text); INSERT INTO public.plain VALUES ('x')");
        String once = DatabaseFingerprint.read(connection).entries().get("rows public.plain");
        execute("INSERT INTO public.plain VALUES ('x')");
        assertThat(once).startsWith("1 rows, md5 ");
        assertThat(DatabaseFingerprint.read(connection).entries().get("rows public.plain"))
                .startsWith("2 rows, md5 ");
    }

    @Test
    void the_settings_of_the_session_make_no_difference() throws SQLException {
        execute(
                "CREATE TABLE public.plain AS SELECT interval '1 month 2 days' AS span, '\\x00ff'::bytea AS bytes, 0.1::float8");
        DatabaseFingerprint before = DatabaseFingerprint.read(connection);
        execute(
                "SET TimeZone = 'America/St_Johns'; SET search_path = user_1; SET DateStyle = 'ISO, DMY'; SET bytea_output = 'escape';"
                        + " SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 0");
        assertThat(DatabaseFingerprint.read(connection).entries()).isEqualTo(before.entries());
    }

    @Test
    void a_transaction_of_the_caller_is_refused() throws SQLException {
        connection.setAutoCommit(false);
        assertThatThrownBy(() -> DatabaseFingerprint.read(connection))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autocommit");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
