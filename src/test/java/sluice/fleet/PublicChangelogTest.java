package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.sql.Identifier;
import sluice.task.run.StockLoop;

/**
 * A changelog that nobody here wrote, on many schemas: it ends as stock Liquibase ends it. Measured with what is at hand:
 * {@code -Dpublic.folder=… -Dpublic.changelog=path/in/it}, {@code -Dtenants=100}.
 */
final class PublicChangelogTest {

    private static final int TENANTS = Integer.getInteger("tenants", 100);
    private static final String CONTEXT = "test";
    private static final String STRUCTURE = """
            SELECT c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                replace(pg_get_expr(d.adbin, d.adrelid), '%1$s.', '')
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relnamespace = '%1$s'::regnamespace
            UNION ALL
            SELECT conrelid::regclass::text, contype, conname, replace(pg_get_constraintdef(oid), '%1$s.', ''), convalidated, ''
            FROM pg_constraint WHERE connamespace = '%1$s'::regnamespace
            UNION ALL
            SELECT tablename, 'i', indexname, replace(indexdef, '%1$s.', ''), TRUE, '' FROM pg_indexes
            WHERE schemaname = '%1$s'
            ORDER BY 1, 2, 3, 4""";
    private static final String LEDGER = """
            SELECT id, author, filename, exectype, md5sum, description, comments, tag, contexts, labels
            FROM %s.databasechangelog ORDER BY orderexecuted""";

    @Test
    void manySchemasEndAsStockLiquibaseEndsThem() throws Exception {
        assumeTrue(System.getProperty("public.changelog") != null, "no -Dpublic.changelog; nothing to compare with");
        Path folder = Path.of(System.getProperty("public.folder"));
        String changelog = System.getProperty("public.changelog");
        try (TestDatabase db = TestDatabase.create()) {
            List<String> tenants = IntStream.rangeClosed(1, TENANTS)
                    .mapToObj(n -> "tenant_" + n)
                    .toList();
            tenants.forEach(name -> db.execute("CREATE SCHEMA " + name));
            db.execute("CREATE SCHEMA stock");
            Target target = new Target(JdbcUrl.of(db.url()), db.username(), Password.of(db.password()));
            StockLoop.run(target, folder, changelog, CONTEXT, List.of("stock"));
            Settings settings = Reading.settings(new Given(
                    folder,
                    null,
                    "public.yaml",
                    Map.of(Key.URL, db.url(), Key.CONTEXTS, CONTEXT, Key.SCHEMAS, "tenant\\_%", Key.PARALLEL, "4"),
                    Map.of()));
            try (Fleet fleet = new Fleet(
                    new Changelog(folder, changelog, folder.resolve("verify.yaml")),
                    settings,
                    target,
                    FleetListener.NONE,
                    () -> false)) {
                FleetReport report = fleet.update(UpdateOrder.ALL);
                System.getLogger("sluice.test")
                        .log(System.Logger.Level.WARNING, TENANTS + " schemas in " + report.time());
                assertThat(report.count(Outcome.MIGRATED))
                        .as("%s", report.schemas())
                        .isEqualTo(TENANTS);
                assertThat(fleet.update(UpdateOrder.ALL).count(Outcome.UP_TO_DATE))
                        .isEqualTo(TENANTS);
            }
            List<List<Object>> ledger = db.query(LEDGER.formatted("stock"));
            String structure = structure(db, "stock");
            assertThat(ledger).hasSizeGreaterThan(20);
            for (String tenant : tenants) {
                assertThat(db.query(LEDGER.formatted(Identifier.of(tenant))))
                        .as(tenant)
                        .isEqualTo(ledger);
                assertThat(structure(db, tenant)).as(tenant).isEqualTo(structure);
            }
        }
    }

    private static String structure(TestDatabase db, String schema) {
        StringBuilder text = new StringBuilder();
        db.query(STRUCTURE.formatted(schema)).forEach(row -> text.append(row).append('\n'));
        return text.toString().replace(schema + ".", "");
    }
}
