package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.task.request.ProgressListener;
import sluice.task.worker.IsolatedWorker;

/** The conversion of anybody's tables: a key that refers to itself, keys of two columns, and names that are easily confused. */
final class ConvertTextToUuidTest {

    private static final String LONG = "a_column_with_a_name_of_as_many_bytes_as_may_be_";
    private static final String TABLES = """
            CREATE TABLE "People" ("Id" text PRIMARY KEY, invited_by text REFERENCES "People");
            DO $$ BEGIN
                ALTER TABLE "People" DROP CONSTRAINT "People_invited_by_fkey";
                EXECUTE 'ALTER TABLE "People" ADD FOREIGN KEY (invited_by) REFERENCES "People" ON DELETE SET NULL'
                    || CASE WHEN current_setting('server_version_num')::integer < 150000 THEN '' ELSE ' (invited_by)' END;
            END $$;
            CREATE TABLE tags (user_id text NOT NULL REFERENCES "People", name text, PRIMARY KEY (user_id, name));
            CREATE TABLE tags_user (id text NOT NULL REFERENCES "People", %1$s text REFERENCES "People");
            CREATE TABLE a_table_whose_name_together_with_its_column_is_longer_than_all (owner char(36) UNIQUE REFERENCES "People");
            INSERT INTO "People" SELECT CAST(CAST(md5(n::text) AS uuid) AS text), CAST(CAST(md5((n / 2)::text) AS uuid) AS text)
                FROM generate_series(0, 20) n;
            INSERT INTO tags SELECT "Id", 'x' FROM "People";
            INSERT INTO tags_user SELECT "Id", invited_by FROM "People";
            INSERT INTO a_table_whose_name_together_with_its_column_is_longer_than_all SELECT "Id" FROM "People"
            """.formatted(LONG);
    private static final String WRITES = """
            INSERT INTO "People" ("Id", invited_by) SELECT 'ffffffff-0000-4000-8000-000000000001', min("Id"::text)::uuid%1$s FROM "People";
            INSERT INTO tags (user_id, name) SELECT "Id", 'late' FROM "People" WHERE "Id" = 'ffffffff-0000-4000-8000-000000000001';
            INSERT INTO tags_user (id, %2$s) SELECT "Id", "Id" FROM "People" WHERE "Id" = 'ffffffff-0000-4000-8000-000000000001';
            UPDATE a_table_whose_name_together_with_its_column_is_longer_than_all SET owner = 'ffffffff-0000-4000-8000-000000000001'
            WHERE owner = (SELECT max(o.owner::text)::uuid%1$s FROM a_table_whose_name_together_with_its_column_is_longer_than_all o)
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void isConvertedWrittenToAndTakenBack(String strategy) {
        String references = "references: 'People.invited_by, tags.user_id, tags_user.id, tags_user." + LONG
                + ", a_table_whose_name_together_with_its_column_is_longer_than_all.owner, nowhere.id?'";
        try (Shop shop = Shop.of(
                        folder,
                        TABLES,
                        "ConvertTextToUuid",
                        "table: People",
                        "column: Id",
                        references,
                        "strategy: " + strategy);
                Shop unconverted = shop.copy();
                IsolatedWorker worker = new IsolatedWorker(() -> false)) {

            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();

            assertThat(shop.db()
                            .query(
                                    "SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'"
                                            + " WHERE a.atttypid = 'uuid'::regtype AND a.attname !~ '_uuid$'"))
                    .hasSize(6);
            shop.execute(WRITES.formatted("", LONG));
            unconverted.execute(WRITES.formatted("::text", LONG));

            assertThat(shop.rollback(worker).error()).isEmpty();
            for (String table : new String[] {
                "\"People\"", "tags", "tags_user", "a_table_whose_name_together_with_its_column_is_longer_than_all"
            }) {
                String rows = "SELECT to_jsonb(r)::text FROM " + Shop.TENANT + "." + table + " r ORDER BY 1";
                assertThat(shop.db().query(rows)).isEqualTo(unconverted.db().query(rows));
            }
            String rules = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'shop_1'::regnamespace AND conrelid::regclass::text !~ 'sluice|database|migration_log' ORDER BY 1, 2";
            assertThat(shop.db().query(rules)).isEqualTo(unconverted.db().query(rules));
        }
    }
}
