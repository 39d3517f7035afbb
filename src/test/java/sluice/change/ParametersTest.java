package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.worker.IsolatedWorker;

/** Parameters that are missing, wrong or unknown: found before anything runs, named, and told what they may be. */
final class ParametersTest {

    @TempDir
    private Path folder;

    @Test
    void missingOnesAreAllNamed() {
        assertThat(refusal("BatchedUpdate", "where: id > 1"))
                .contains("shop::010::shop")
                .contains("parameter table of BatchedUpdate is missing; it must be the name of a table")
                .contains("parameter key of BatchedUpdate is missing; it must be the columns to walk by")
                .contains("parameter set of BatchedUpdate is missing; it must be assignments");
    }

    @Test
    void unknownOnesWrittenInlineAreNamedWithAllThatMayBeGiven() {
        assertThat(refusal("BatchedUpdate", "table: t", "key: id", "set: a = 1", "batchSize: 7"))
                .contains("shop::010::shop")
                .contains("parameter batchSize of BatchedUpdate is unknown; it may have "
                        + "key, onReject, set, table, undoSet, undoWhere, where");
    }

    @Test
    void unknownOnesWrittenAsAListAreNamedWithAllThatMayBeGiven() {
        assertThat(refusal("CheckQuery", "params:", "  - param: { name: querry, value: SELECT 1 }"))
                .contains("shop::010::shop")
                .contains("parameter querry of CheckQuery is unknown; it may have expect, message, onReject, query");
    }

    @Test
    void aKeyThatIsNoListOfNames() {
        assertThat(refusal("BatchedDelete", "table: t", "key: 'id,'", "where: \"true\""))
                .contains("parameter key of BatchedDelete must be the columns to walk by, e.g. id or a, b, was id,");
    }

    @Test
    void aDeleteOfEverythingByMistake() {
        assertThat(refusal("BatchedDelete", "table: t", "key: id"))
                .contains(
                        "parameter where of BatchedDelete is missing; it must be SQL that chooses the rows; write \"true\"");
    }

    @Test
    void anUpdateOfItsOwnKey() {
        assertThat(refusal("BatchedUpdate", "table: t", "key: id", "set: id = id + 1"))
                .contains("parameter set must not change id, which is in key");
    }

    @Test
    void aWayBackThatSaysWhereAndNotWhat() {
        assertThat(refusal("BatchedUpdate", "table: t", "key: id", "set: a = 1", "undoWhere: a = 1"))
                .contains("parameter undoSet is missing; where there is undoWhere it must say what to set");
    }

    @Test
    void aColonThatWouldBeTakenForAMarker() {
        assertThat(refusal("BatchedUpdate", "table: t", "key: id", "set: 'a = b[1:n]'"))
                .contains("parameter set of BatchedUpdate must be SQL in which a colon and a word are kept apart")
                .contains("was :n");
    }

    @Test
    void anInsertIntoItsOwnSource() {
        assertThat(refusal("BatchedInsert", "into: t", "from: t", "columns: id", "select: id + 100", "key: id"))
                .contains("parameter from must be another table than into");
    }

    @Test
    void anInsertWhoseRowsCouldNotBeFoundAgain() {
        assertThat(refusal("BatchedInsert", "into: t", "from: s", "columns: a", "select: a", "key: id"))
                .contains("parameter intoKey is missing; it must name unique columns of the filled table");
    }

    @Test
    void wordsThatAreNoneOfThose() {
        assertThat(refusal("CreateIndexConcurrently", "name: i", "table: t", "columns: a", "unique: maybe"))
                .contains("parameter unique of CreateIndexConcurrently must be one of true, false, was maybe");
        assertThat(refusal("SnapshotTables", "tables: t", "onReject: ignore"))
                .contains("parameter onReject of SnapshotTables must be fail or continue, was ignore");
    }

    @Test
    void aNameThatTheServerWouldCut() {
        assertThat(refusal("CreateIndexConcurrently", "name: " + "ü".repeat(32), "table: t", "columns: a"))
                .contains("parameter name of CreateIndexConcurrently must be the name of the index, at most 63 bytes");
    }

    @Test
    void columnsThatAreNamedTwiceOrTooLong() {
        assertThat(refusal("ConvertTextToUuid", "table: t", "column: id", "references: 'a.b, a.b?, t.id'"))
                .contains("references of ConvertTextToUuid names a.b? twice, or the key itself")
                .contains("names t.id twice");
        assertThat(refusal("ConvertTextToUuid", "table: t", "column: " + "c".repeat(49)))
                .contains("parameter column of ConvertTextToUuid must have 48 bytes at most");
    }

    private String refusal(String change, String... parameters) {
        try (Shop shop = Shop.of(folder, "CREATE TABLE t (id integer PRIMARY KEY)", change, parameters);
                IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            Report report = shop.update(worker, ProgressListener.NONE);
            assertThat(report.outcome()).isEqualTo("failed");
            assertThat(shop.db().query("SELECT 1 FROM pg_tables WHERE tablename LIKE 'sluice%'"))
                    .as("what ran before")
                    .isEmpty();
            return report.error();
        }
    }
}
