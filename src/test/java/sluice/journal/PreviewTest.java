package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.connection.JdbcUrl;
import sluice.task.request.Request.Action;

/** The script that a DBA reads does what the run does, there and back. */
final class PreviewTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"online", "rewrite"})
    void theScriptEndsAsTheRunDoes(String strategy) throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "psql"))),
                "there is no psql on this machine, which the script is meant for");
        try (Journal journal = Journal.legacy().with(strategy);
                Journal run = journal.copy()) {
            var before = JournalState.read(journal.database());
            run.require(run.update());

            String script = journal.require(journal.run(Action.PREVIEW, "")).text();
            assertThat(JournalState.read(journal.database())).isEqualTo(before);
            psql(journal, script);
            assertThat(JournalState.read(journal.database())).isEqualTo(JournalState.read(run.database()));

            psql(
                    journal,
                    run.require(run.run(Action.PREVIEW_ROLLBACK, "journal-start"))
                            .text());
            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }

    private void psql(Journal journal, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.sql"), script);
        Path output = folder.resolve("output");
        String url = JdbcUrl.of(journal.database().url())
                .text()
                .replaceFirst("^jdbc:", "")
                .replaceFirst("\\?.*", "");
        ProcessBuilder builder =
                new ProcessBuilder("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString(), url);
        builder.environment().put("PGUSER", journal.database().username());
        builder.environment().put("PGPASSWORD", journal.database().password());
        builder.environment().put("PGOPTIONS", "-c search_path=journal");
        int status = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
    }
}
