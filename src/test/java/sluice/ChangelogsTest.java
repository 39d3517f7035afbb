package sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folder {@code changelogs/} as it ships keeps the rules of its README, and each rule notices when it is broken. */
class ChangelogsTest {

    private static final Path SHIPPED =
            Path.of(System.getProperty("project.directory", ".")).resolve("changelogs");

    @TempDir
    Path copy;

    @BeforeEach
    void copyWhatShips() throws IOException {
        try (var all = Files.walk(SHIPPED)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = copy.resolve(SHIPPED.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    @Test
    void everyChangelogThatShipsKeepsTheRules() throws IOException {
        assertThat(new ChangelogRules(SHIPPED).problems()).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            id: 011-create-batch-jobs       | id: 011-create-batches             | its id is 011-create-batches, which must be the file's name
            author: marketplace             | author: jane                       | its author must be marketplace
            '  comment: The parents'        | '  remark: The parents'            | it has no comment
            labels: expand                  | labels: phase-1                    | its label must be one of [backfill, cleanup, contract, expand, full]
            labels: expand                  | labels: backfill                   | the verb create does not belong to the label backfill
            labels: expand                  | contextFilter: production          | contextFilter may only be demo, and must be cleanup where the label is
            labels: expand                  | context: demo                      | context is the old name of contextFilter
            '      rollback:'               | '      wayBack:'                   | it has no rollback
            '      rollback:'               | '      rollback: [] \\n      back:' | an empty rollback needs its reason as a comment in the same line
            onSqlOutput: TEST               | onSqlOutput: IGNORE                | MARK_RAN without onSqlOutput: TEST makes the preview differ from the run
            '# adopts what'                 | 'x: y # adopts what'               | a comment above preConditions must say what is adopted
            logicalFilePath: marketplace    | logicalFilePath: elsewhere         | it needs logicalFilePath: marketplace
            '      changes:'                | '      changes:\\n        - sql: { sql: CREATE TABLE t (a int, b int) }' | sql has no 'b int)': is a comma missing its quotes?
            databaseChangeLog:              | 'databaseChangeLog:\\n  - includeAll: { path: more }' | includeAll hides the order; list the files
            databaseChangeLog:              | 'databaseChangeLog:\\n  - changeSet: { id: x }' | it must hold one changeset, and holds 2
            '      author: marketplace'     | '      author: marketplace\\n      author: marketplace' | it can't be read: Duplicate field 'author'
            '      changes:'                | '# one\\n# two\\n      changes:'   | it has more than 60 lines
            """)
    void aStepThatBreaksARuleIsNamed(String before, String after, String problem) throws IOException {
        edit("marketplace/011-create-batch-jobs.yaml", before, after);

        expect("marketplace/011-create-batch-jobs.yaml", problem);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            sluice.marketplace.GroupJobsIntoBatchJobs | sluice.marketplace.Gone          | there is no class sluice.marketplace.Gone
            sluice.marketplace.GroupJobsIntoBatchJobs | sluice.marketplace.StatusRule    | sluice.marketplace.StatusRule is no PlannedChange
            runInTransaction: false                   | runInTransaction: true           | it needs runInTransaction: false
            'changes:'                                | 'changes:\\n        - output: { message: begin }' | a customChange stands alone in its changeset
            name: statusRule                          | name: batchSize                  | batchSize is about speed and belongs to contexts/
            'params:'                                 | 'pause: 100ms\\n            params:' | pause is about speed and belongs to contexts/
            """)
    void aBatchedChangeThatBreaksARuleIsNamed(String before, String after, String problem) throws IOException {
        edit("marketplace/020-group-jobs-into-batch-jobs.yaml", before, after);

        expect("marketplace/020-group-jobs-into-batch-jobs.yaml", problem);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            keepTagOnRollback: true | keepTagOnRollback: false | a tag needs keepTagOnRollback: true
            tag: marketplace-start  | tag: beginning           | the first tag must be marketplace-start
            tag: marketplace-start  | tag: beginning           | its id must end in tag-beginning
            'changes:'              | 'changes:\\n        - output: { message: begin }' | a tag stands alone in its changeset
            """)
    void aTagThatBreaksARuleIsNamed(String before, String after, String problem) throws IOException {
        edit("marketplace/009-tag-marketplace-start.yaml", before, after);

        expect("marketplace/009-tag-marketplace-start.yaml", problem);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            '011-create-batch-jobs.yaml, relativeToChangelogFile: true' | '011-create-batch-jobs.yaml'      | 011-create-batch-jobs.yaml needs relativeToChangelogFile: true
            'file: 011-create-batch-jobs.yaml'                          | 'file: 010-create-batch-job-status.yaml' | 010-create-batch-job-status.yaml is included twice
            'file: 011-create-batch-jobs.yaml'                          | 'file: 011-create-batches.yaml'   | there is no 011-create-batches.yaml
            '../ledger/changelog.yaml'                                  | '../ledger/001-create-checkpoint.yaml' | it must include ../ledger/changelog.yaml first
            """)
    void aTableOfContentsThatBreaksARuleIsNamed(String before, String after, String problem) throws IOException {
        edit("marketplace/changelog.yaml", before, after);

        expect("marketplace/changelog.yaml", problem);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            stage: before                        | stage: during      | every job has a known status: no known stage
            expect: 0                            | expected: 0        | every job has a known status: what is expected?
            SELECT count(*) FROM marketplace_job | DELETE FROM x      | every job has a known status: the query must be a SELECT
            'message: jobs with'                 | 'note: jobs with'  | every job has a known status: no message for people
            no parent is empty                   | counters equal a fresh count | a check has no name of its own: counters equal a fresh count
            'checks:'                            | 'check:'           | it is missing or has no checks
            """)
    void aVerificationThatBreaksARuleIsNamed(String before, String after, String problem) throws IOException {
        edit("marketplace/verify.yaml", before, after);

        expect("marketplace/verify.yaml", problem);
    }

    @Test
    void aFileThatNobodyIncludesIsNamed() throws IOException {
        edit("marketplace/changelog.yaml", "011-create-batch-jobs.yaml", "010-create-batch-job-status.yaml");

        expect("marketplace/011-create-batch-jobs.yaml", "changelog.yaml does not include it");
    }

    @Test
    void aStepBeforeTheFirstTagThatIsNoSampleDataIsNamed() throws IOException {
        edit("marketplace/legacy/001-create-legacy-tables.yaml", "      contextFilter: demo\n", "");

        expect(
                "marketplace/legacy/001-create-legacy-tables.yaml",
                "before the first tag there may be only sample data (contextFilter: demo)");
    }

    @Test
    void aLabelInTheLedgerIsNamed() throws IOException {
        edit("ledger/002-create-reject.yaml", "author: ledger", "author: ledger\n      labels: expand");

        expect("ledger/002-create-reject.yaml", "the ledger belongs to every phase and has no label");
    }

    @Test
    void twoStepsWithOneIdAreNamed() throws IOException {
        Path step = copy.resolve("marketplace/019-tag-batch-schema.yaml");
        Files.copy(
                step, Files.createDirectories(copy.resolve("marketplace/more")).resolve(step.getFileName()));

        expect("marketplace/more/019-tag-batch-schema.yaml", "its id stands in another file, too");
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = copy.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before.replace("\\n", "\n"));
        Files.writeString(
                path,
                text.replaceFirst(
                        Pattern.quote(before.replace("\\n", "\n")),
                        Matcher.quoteReplacement(after.replace("\\n", "\n"))));
    }

    private void expect(String file, String problem) throws IOException {
        assertThat(new ChangelogRules(copy).problems()).contains(file + ": " + problem);
    }
}
