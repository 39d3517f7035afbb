package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.TestDatabase;
import sluice.sftp.TestSftpServer;

/** The worker as a deployment of the old service starts it: by its variables alone. */
final class ServiceTest {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();
    private static final String FOLDER = "share/Graphics/Shop 1/UV DTF Cup Wraps";

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() throws IOException {
        database = TestDatabase.create();
        for (String script : List.of("001-legacy-tables.sql", "002-legacy-rows.sql")) {
            database.execute(Files.readString(
                    PROJECT.resolve("changelogs/designs/legacy").resolve(script)));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everythingRunsAndASecondStartHasNothingToDo() throws IOException {
        try (TestSftpServer nas = nas()) {
            Service first = Service.run(with(nas));

            assertThat(first.err()).isEmpty();
            assertThat(first.status()).isZero();
            assertThat(first.out().lines().filter(line -> line.matches("\\w+: .*")))
                    .hasSize(6)
                    .anyMatch(line -> line.startsWith("startup: done, "))
                    .anyMatch(line -> line.startsWith("complex: done, "))
                    .anyMatch(line -> line.startsWith("import: done, "));
            assertThat(imported()).isEqualTo(1);
            assertThat(count("platform_connections")).isEqualTo(45);

            Service second = Service.run(with(nas));

            assertThat(second.status()).isZero();
            assertThat(second.out()).contains("up-to-date");
            assertThat(count("platform_connections")).isEqualTo(45);
        }
    }

    @Test
    void withoutAFileServerTheImportIsSkippedAndSaysSo() {
        Service run = Service.run(Service.environment(database, "NAS_BASE_PATH", "/share/Graphics", "QNAP_PORT", "22"));

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("import skipped: no file server is set", "import: skipped, ");
    }

    @Test
    void theLightModeLeavesTheDataAlone() {
        Service run = Service.run(Service.environment(database, "MIGRATION_MODE", "Startup"));

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("startup: done").doesNotContain("complex", "import");
        assertThat(count("platform_connections")).isZero();
        assertThat(count("organizations")).isZero();
    }

    @Test
    void imagesAloneNeedTheTables() throws IOException {
        try (TestSftpServer nas = nas()) {
            Map<String, String> environment = with(nas);
            environment.put("MIGRATION_MODE", "nas-only");

            Service early = Service.run(environment);

            assertThat(early.status()).isEqualTo(2);
            assertThat(early.err()).contains("import: ", "Run first: sluice update designs");

            assertThat(Service.run(environment, "--mode", "startup").status()).isZero();
            assertThat(Service.run(environment).status()).isZero();
            assertThat(imported()).isEqualTo(1);
        }
    }

    @Test
    void aMistypedModeIsAnErrorAndNothingRuns() {
        Service run = Service.run(Service.environment(database, "MIGRATION_MODE", "nas_only"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).containsExactly("MIGRATION_MODE must be all, startup, nas-only; was 'nas_only'.");
        assertThat(database.query("SELECT to_regclass('databasechangelog')")).containsExactly(nothing());
    }

    @Test
    void aServiceWithoutADatabaseDoesNotInventOne() {
        Service run = Service.run(Map.of());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("DATABASE_URL");
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLineWithoutThePassword() {
        Service run = Service.run(Map.of("DATABASE_URL", "postgres://ann:hidden-word@127.0.0.1:1/shop"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err() + run.out()).contains("127.0.0.1:1").doesNotContain("hidden-word");
    }

    @Test
    void aWrongPasswordOfTheFileServerFailsThatPhaseAlone() throws IOException {
        try (TestSftpServer nas = nas()) {
            Map<String, String> environment = with(nas);
            environment.put("QNAP_PASSWORD", "hidden-word");

            Service run = Service.run(environment);

            assertThat(run.status()).isNotZero();
            assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.startsWith("import: "));
            assertThat(run.err() + run.out()).doesNotContain("hidden-word");
            assertThat(run.out()).contains("startup: done", "complex: done", "import: failed");
        }
    }

    @Test
    void aFileServerWithoutItsPasswordIsAnError() throws IOException {
        try (TestSftpServer nas = nas()) {
            Map<String, String> environment = with(nas);
            environment.remove("QNAP_PASSWORD");

            Service run = Service.run(environment);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("no password for the SFTP server");
            assertThat(run.out()).contains("complex: done");
        }
    }

    @Test
    void aPhaseThatFailsDoesNotStopTheNext() throws IOException {
        database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
                CREATE TRIGGER refuse BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION refuse()
                """);
        try (TestSftpServer nas = nas()) {
            Service run = Service.run(with(nas), "--json", "-");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("startup: done", "complex: failed", "import: done");
            assertThat(imported()).isEqualTo(1);
            JsonNode phases = new ObjectMapper().readTree(run.out()).get("phases");
            assertThat(phases.findValuesAsText("outcome")).containsExactly("done", "failed", "done");

            database.execute("DROP TRIGGER refuse ON users");
            assertThat(Service.run(with(nas)).status()).isZero();
        }
    }

    @Test
    void aStopFinishesTheBatchAndTheNextStartGoesOn() throws Exception {
        database.execute("INSERT INTO users (id, email, hashed_password, shop_name)"
                + " SELECT gen_random_uuid(), 'more' || n, 'x', 'x' FROM generate_series(1, 5000) n");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dsluice.home=" + PROJECT,
                "sluice.cli.Sluice",
                "service",
                "designs",
                "--batch-size=20",
                "--batch-size-max=20",
                "--pause=100ms");
        builder.environment().putAll(Service.environment(database, "MIGRATION_MODE", "all"));
        Path log = folder.resolve("log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> named() > 0);
            process.destroy();

            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
        assertThat(named()).isPositive().isLessThan(5040);
        assertThat(Files.readString(log))
                .contains("complex: stopped", "import: stopped")
                .doesNotContain("\u001b");

        assertThat(Service.run(Service.environment(database)).status()).isZero();
        assertThat(named()).isEqualTo(5040);
    }

    private TestSftpServer nas() throws IOException {
        Path images = Files.createDirectories(folder.resolve("nas").resolve(FOLDER));
        Files.copy(PROJECT.resolve("src/test/resources/image/blobs.png"), images.resolve("UV 900.png"));
        return TestSftpServer.over(folder.resolve("nas"));
    }

    private Map<String, String> with(TestSftpServer nas) {
        return Service.environment(
                database,
                "QNAP_HOST",
                nas.address().host(),
                "QNAP_PORT",
                String.valueOf(nas.address().port()),
                "QNAP_USERNAME",
                TestSftpServer.USER,
                "QNAP_PASSWORD",
                TestSftpServer.PASSWORD,
                "NAS_USE_BATCHED",
                "true",
                "SLUICE_NAS_FINGERPRINT",
                nas.fingerprint());
    }

    private long imported() {
        return number("SELECT count(*) FROM design_images WHERE length(phash) = 64 AND filename = 'UV 900.png'");
    }

    private long named() {
        return number(
                "SELECT coalesce(max(rows), 0) FROM sluice_checkpoint WHERE changeset LIKE '%132-fill-display-name%'");
    }

    private long count(String table) {
        return number("SELECT count(*) FROM " + table);
    }

    private long number(String query) {
        if (query.contains("sluice_checkpoint")
                && database.query("SELECT to_regclass('sluice_checkpoint')").equals(List.of(nothing()))) {
            return 0;
        }
        return (Long) database.query(query).get(0).get(0);
    }

    private static List<Object> nothing() {
        return java.util.Collections.singletonList(null);
    }
}
