package sluice.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.TestDatabase;

/** What is said of a statement's locks and rewrites is what the server does. */
final class EffectTest {

    private static final String TABLES = """
            CREATE TABLE kinds (id integer PRIMARY KEY);
            CREATE TABLE jobs (id integer PRIMARY KEY, kind integer, name varchar(20), checked integer,
                CONSTRAINT later CHECK (checked > 0) NOT VALID);
            INSERT INTO kinds SELECT generate_series(1, 10);
            INSERT INTO jobs SELECT n, 1, 'job ' || n, 1 FROM generate_series(1, 1000) n;
            CREATE UNIQUE INDEX ready ON jobs (id, kind);
            CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER known BEFORE INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION noted()
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE jobs ADD COLUMN a integer",
                "ALTER TABLE jobs ADD a integer DEFAULT 7 NOT NULL",
                "ALTER TABLE \"jobs\" ADD COLUMN a uuid DEFAULT gen_random_uuid()",
                "ALTER TABLE jobs ADD COLUMN a bigserial",
                "ALTER TABLE jobs ADD COLUMN a integer GENERATED ALWAYS AS (id + 1) STORED",
                "ALTER TABLE jobs DROP COLUMN kind",
                "ALTER TABLE jobs RENAME COLUMN kind TO sort",
                "ALTER TABLE jobs ALTER COLUMN kind TYPE bigint",
                "ALTER TABLE jobs ALTER COLUMN kind SET DATA TYPE text USING kind::text -- a comment",
                "ALTER TABLE jobs ALTER kind SET NOT NULL",
                "ALTER TABLE jobs ALTER kind SET DEFAULT 3",
                "ALTER TABLE jobs ADD CONSTRAINT chosen CHECK (kind > 0)",
                "ALTER TABLE jobs ADD CONSTRAINT chosen CHECK (kind > 0) NOT VALID",
                "ALTER TABLE jobs VALIDATE CONSTRAINT later",
                "ALTER TABLE jobs ADD CONSTRAINT one UNIQUE (id, name)",
                "ALTER TABLE jobs ADD CONSTRAINT one UNIQUE USING INDEX ready",
                "ALTER TABLE jobs ADD CONSTRAINT fk FOREIGN KEY (kind) REFERENCES kinds (id)",
                "ALTER TABLE jobs ADD CONSTRAINT fk FOREIGN KEY (kind) REFERENCES kinds (id) NOT VALID",
                "ALTER TABLE jobs SET UNLOGGED",
                "CREATE INDEX i ON jobs (name)",
                "CREATE UNIQUE INDEX IF NOT EXISTS i ON ONLY jobs USING btree (id, name) WHERE kind = 1",
                "CREATE TRIGGER t BEFORE UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION noted()",
                "DROP TRIGGER known ON jobs",
                "CREATE TABLE more (id integer REFERENCES kinds)",
                "CREATE TABLE other (id integer)",
                "COMMENT ON TABLE jobs IS 'work'",
                "TRUNCATE TABLE jobs",
                "DROP TABLE jobs",
                "/* first */ CREATE SEQUENCE s"
            })
    void saysOfADefinitionWhatTheServerDoes(String statement) {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(TABLES);
            String before = database.query("SELECT relfilenode FROM pg_class WHERE relname = 'jobs'")
                    .toString();
            Map<Object, Object> locked = new TreeMap<>();
            List<List<Object>> after = inOneTransaction(database, statement, locked);

            Map<Object, Object> told = new TreeMap<>();
            boolean rewrites = false;
            for (Effect effect : Effect.of(statement)) {
                told.put(effect.table().replace("\"", ""), effect.lock());
                rewrites |= effect.extent() == Effect.Extent.REWRITES;
            }
            told.remove("");
            assertThat(told).isEqualTo(locked);
            if (!statement.startsWith("TRUNCATE") && !after.isEmpty()) {
                assertThat(rewrites).isEqualTo(!before.equals(after.toString()));
            }
        }
    }

    private static List<List<Object>> inOneTransaction(
            TestDatabase database, String statement, Map<Object, Object> locked) {
        try (java.sql.Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            sluice.sql.Sql sql = sluice.sql.Sql.on(connection);
            sql.run(statement);
            sql.plainRows("""
                    SELECT DISTINCT ON (c.relname) c.relname, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                    WHERE l.pid = pg_backend_pid() AND c.relname IN ('jobs', 'kinds') AND l.mode NOT LIKE 'AccessShare%'
                    ORDER BY c.relname, array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock',
                        'ShareRowExclusiveLock', 'ShareLock', 'ShareUpdateExclusiveLock'], l.mode)
                    """, row -> locked.put(row.getString(1), row.getString(2)));
            if (statement.contains("DROP TABLE jobs")) {
                locked.put("jobs", "AccessExclusiveLock"); // its row in the catalogue is gone already
                return List.of();
            }
            return sql.plainRows(
                    "SELECT relfilenode FROM pg_class WHERE relname = 'jobs'", row -> List.<Object>of(row.getLong(1)));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE jobs SET kind = 1", "SELECT 1", "WITH a AS (SELECT 1) INSERT INTO jobs SELECT * FROM a"})
    void leavesWhatReadsAndWritesRowsToThePlanner(String statement) {
        assertThat(Effect.of(statement)).isEmpty();
    }
}
