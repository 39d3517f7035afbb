package sluice.batch.copy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.CopyBatch.Kind;
import sluice.batch.copy.CopyOrder;
import sluice.batch.copy.CopyPart;
import sluice.environment.TestDatabase;

/** Keys of two servers side by side: which are new, changed, gone. */
final class MergeTest {

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    private List<CopyBatch> merged(String type, String there, String here, int size, Set<String> refused)
            throws SQLException {
        database.execute("DROP TABLE IF EXISTS there, here; CREATE TABLE there (key " + type + ", version text);"
                + "CREATE TABLE here (key " + type + ", version text);"
                + (there.isEmpty() ? "" : "INSERT INTO there VALUES " + there + ";")
                + (here.isEmpty() ? "" : "INSERT INTO here VALUES " + here));
        boolean integers = !type.equals("text");
        CopyOrder order = new CopyOrder(
                "s",
                List.of(new CopyPart("t", "key", "key", "SELECT")),
                "SELECT key, version FROM there",
                "",
                "here",
                List.of(),
                "",
                true,
                false);
        try (Snapshot snapshot = Snapshot.take(this::connect);
                Connection target = connect()) {
            target.setAutoCommit(false);
            try (KnownKeys known = KnownKeys.of(target, "here", integers)) {
                Merge merge = new Merge(snapshot.keys(order, integers), known, integers, refused);
                List<CopyBatch> batches = new ArrayList<>();
                for (CopyBatch batch = merge.next(size); batch != null; batch = merge.next(size)) {
                    batches.add(batch);
                }
                return batches;
            }
        }
    }

    private Connection connect() {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> keys(List<CopyBatch> batches, Kind kind) {
        Set<String> keys = new TreeSet<>();
        batches.stream().filter(batch -> batch.kind() == kind).forEach(batch -> keys.addAll(batch.keys()));
        return keys;
    }

    @Test
    void numbersAreOrderedAsNumbers() throws SQLException {
        List<CopyBatch> batches = merged(
                "bigint", "(9, 'a'), (10, 'a'), (-1, 'a'), (100, 'b')", "(9, 'a'), (10, 'x'), (99, 'a')", 10, Set.of());

        assertThat(keys(batches, Kind.NEW)).containsExactlyInAnyOrder("-1", "100");
        assertThat(keys(batches, Kind.CHANGED)).containsExactly("10");
        assertThat(keys(batches, Kind.GONE)).containsExactly("99");
    }

    @Test
    void textsAreOrderedByTheirBytesOnBothSides() throws SQLException {
        List<CopyBatch> batches = merged(
                "text",
                "('b', '1'), ('A', '1'), ('ä', '1'), ('a b', '1'), ('tab\t\\', '1'), ('\uD83D\uDE00', '1')",
                "('a', '1'), ('ä', '1'), ('tab\t\\', '2')",
                10,
                Set.of());

        assertThat(keys(batches, Kind.NEW)).containsExactlyInAnyOrder("A", "a b", "b", "\uD83D\uDE00");
        assertThat(keys(batches, Kind.CHANGED)).containsExactly("tab\t\\");
        assertThat(keys(batches, Kind.GONE)).containsExactly("a");
    }

    @Test
    void aRunOfKeysIsARangeOnlyIfTheSourceHasNoOtherBetween() throws SQLException {
        List<CopyBatch> batches =
                merged("bigint", "(1, ''), (2, ''), (5, ''), (6, ''), (7, ''), (8, '')", "(6, '')", 2, Set.of("2"));

        assertThat(batches).extracting(CopyBatch::keys).containsExactly(List.of("1", "5"), List.of("7", "8"));
        assertThat(batches).extracting(CopyBatch::dense).containsExactly(false, true);
    }

    @Test
    void aKeyThatTheSourceHasTwiceIsInNoBatchAndNotTakenForGone() throws SQLException {
        assertThat(merged(
                        "bigint",
                        "(1, ''), (2, ''), (2, ''), (2, ''), (3, ''), (3, '')",
                        "(2, ''), (3, '')",
                        10,
                        Set.of()))
                .extracting(CopyBatch::keys)
                .containsExactly(List.of("1"));
    }

    @Test
    void anEmptySourceIsTakenForAMistake() {
        assertThatThrownBy(() -> merged("bigint", "", "(1, '')", 10, Set.of()))
                .hasMessageContaining("The source has no row at all");
    }

    @Test
    void aRowWithoutAKeyIsAnErrorAndNotAKeyNamedNull() {
        assertThatThrownBy(() -> merged("bigint", "(1, ''), (NULL, '')", "", 10, Set.of()))
                .hasMessageContaining("without a key");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomKeysComeOutAsSetsWouldTell(long seed) throws SQLException {
        var random = new java.util.Random(seed);
        var there = new TreeMap<Integer, Integer>();
        var here = new TreeMap<Integer, Integer>();
        for (int i = 0; i < 200; i++) {
            (random.nextBoolean() ? there : here).put(random.nextInt(150) - 20, random.nextInt(3));
        }
        there.put(999, 0);

        List<CopyBatch> batches = merged("bigint", values(there), values(here), 1 + random.nextInt(20), Set.of());

        var fresh = new TreeSet<Integer>(there.keySet());
        fresh.removeAll(here.keySet());
        var gone = new TreeSet<Integer>(here.keySet());
        gone.removeAll(there.keySet());
        var changed = new TreeSet<Integer>(there.keySet());
        changed.removeIf(key -> !here.containsKey(key) || here.get(key).equals(there.get(key)));
        assertThat(keys(batches, Kind.NEW)).isEqualTo(texts(fresh));
        assertThat(keys(batches, Kind.GONE)).isEqualTo(texts(gone));
        assertThat(keys(batches, Kind.CHANGED)).isEqualTo(texts(changed));
    }

    private static String values(TreeMap<Integer, Integer> rows) {
        List<String> values = new ArrayList<>();
        rows.forEach((key, version) -> values.add("(" + key + ", '" + version + "')"));
        return String.join(", ", values);
    }

    private static Set<String> texts(Set<Integer> keys) {
        Set<String> texts = new TreeSet<>();
        keys.forEach(key -> texts.add(String.valueOf(key)));
        return texts;
    }
}
