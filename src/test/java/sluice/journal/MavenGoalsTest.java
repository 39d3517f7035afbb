package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.connection.JdbcUrl;

/** Liquibase's own Maven goals, by the wrapper and without a network: they do what the command line does. */
final class MavenGoalsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.directory", ""));
    private static final Path REPOSITORY = Path.of(System.getProperty(
            "localRepository",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
    private static final Path WRAPPED = Path.of(System.getProperty("user.home"), ".m2", "wrapper", "dists");

    @TempDir
    Path folder;

    @Test
    void updateSqlUpdateAndRollbackDoWhatTheCommandLineDoes() throws Exception {
        String version = version();
        Path plugin = REPOSITORY.resolve("org/liquibase/liquibase-maven-plugin/" + version);
        assumeTrue(Files.isDirectory(plugin), "the local repository has no liquibase-maven-plugin " + version);
        assumeTrue(Files.isDirectory(WRAPPED), "the wrapper would have to fetch Maven");
        Path script = folder.resolve("update.sql");
        try (Journal journal = Journal.legacy();
                Journal byCommand = journal.copy()) {
            var before = JournalState.read(journal.database());
            byCommand.require(byCommand.update());

            maven(journal, version, "liquibase:update");

            assertThat(JournalState.read(journal.database())).isEqualTo(JournalState.read(byCommand.database()));

            maven(
                    journal,
                    version,
                    "liquibase:rollback",
                    "liquibase:updateSQL",
                    "-Dliquibase.rollbackTag=journal-start",
                    "-Dliquibase.migrationSqlOutputFile=" + script);

            assertThat(JournalState.read(journal.database())).isEqualTo(before);
            assertThat(script)
                    .content()
                    .contains("-- the twin of users.id follows each write")
                    .contains("UPDATE \"journal_entries\" SET \"user_id_uuid\"")
                    .contains("'030-link-references-by-uuid'");
        }
    }

    // the classes are there: this test is one of the build that compiles them
    private void maven(Journal journal, String version, String... goals) throws IOException, InterruptedException {
        Path output = folder.resolve("maven.log");
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve("mvnw").toAbsolutePath().toString(), "-q", "-B", "-o"));
        command.addAll(List.of(goals));
        command.addAll(List.of(
                "-Dsystem=journal",
                "-Dmaven.repo.local=" + REPOSITORY,
                "-Dliquibase.version=" + version,
                "-Dliquibase.contexts=demo",
                "-Dliquibase.url="
                        + JdbcUrl.of(journal.database().url())
                                .withSchema(Journal.SCHEMA)
                                .text(),
                "-Dliquibase.username=" + journal.database().username()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(PROJECT.toFile());
        builder.environment().put("SLUICE_PASSWORD", journal.database().password());
        int status = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
    }

    /** With the version that this build has: the classes were compiled against it. */
    private static String version() {
        Matcher jar = Pattern.compile("liquibase-core-([0-9.]+)\\.jar").matcher(System.getProperty("java.class.path"));
        assertThat(jar.find()).isTrue();
        return jar.group(1);
    }
}
