package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.NearDuplicates.Pair;

class NearDuplicatesTest {

    /** How many are searched at most: -Dhashes=1000000 wants a heap of a gigabyte. */
    private static final int MANY = Integer.getInteger("hashes", 200_000);

    private static final int SAMPLE = 50;

    /** Hashes of which a third is another one with up to {@code flips} bits changed. */
    private static List<PerceptualHash> hashes(int count, int words, int flips, long seed) {
        var random = new Random(seed);
        var hashes = new ArrayList<PerceptualHash>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(
                    i > 0 && i % 3 == 0
                            ? near(hashes.get(random.nextInt(i)), random.nextInt(flips + 1), random)
                            : PerceptualHash.of(random.longs(words).toArray()));
        }
        return hashes;
    }

    private static PerceptualHash near(PerceptualHash hash, int flips, Random random) {
        var bits = hash.bits();
        random.ints(0, hash.size()).distinct().limit(flips).forEach(place -> bits[place / 64] ^= 1L << place);
        return PerceptualHash.of(bits);
    }

    private static List<Pair> bruteForce(List<PerceptualHash> hashes, int distance) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < hashes.size(); i++) {
            for (int j = i + 1; j < hashes.size(); j++) {
                int found = hashes.get(i).distance(hashes.get(j));
                if (found <= distance) {
                    pairs.add(new Pair(i, j, found));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 10, 15, 30})
    void thePairsAreThoseOfComparingEachWithEach(int distance) {
        var hashes = hashes(1500, 4, distance + 3, distance);

        var pairs = NearDuplicates.within(distance).pairs(hashes);

        assertThat(pairs).isNotEmpty().isEqualTo(bruteForce(hashes, distance));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 12, 20, 63})
    void shortHashesAreSearchedTheSameWay(int distance) {
        var hashes = hashes(600, 1, 8, 100 + distance);

        assertThat(NearDuplicates.within(distance).pairs(hashes)).isEqualTo(bruteForce(hashes, distance));
    }

    @ParameterizedTest
    @CsvSource({"5,11", "3,12", "10,13"})
    void hashesThatAllLookAlikeAreFoundOnceEach(int distance, long seed) {
        var random = new Random(seed);
        var middle = PerceptualHash.of(random.longs(4).toArray());
        var hashes = new ArrayList<PerceptualHash>();
        for (int i = 0; i < 800; i++) {
            hashes.add(near(middle, random.nextInt(6), random));
        }

        assertThat(NearDuplicates.within(distance).pairs(hashes)).isEqualTo(bruteForce(hashes, distance));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void hashesThatDifferInOneCornerOnlyAreFoundOnceEach(int words) {
        // most parts are equal in all of them, so that the search has to cut again
        var random = new Random(words);
        var hashes = new ArrayList<PerceptualHash>();
        for (int i = 0; i < 1200; i++) {
            var bits = new long[] {-1, 0, 0x5555555555555555L, 7};
            bits[words - 1] ^= random.nextInt(1 << 14);
            hashes.add(PerceptualHash.of(bits));
        }

        assertThat(NearDuplicates.within(5).pairs(hashes)).isEqualTo(bruteForce(hashes, 5));
    }

    @Test
    void equalHashesMakeAPairEach() {
        var one = PerceptualHash.of(1, 2, 3, 4);
        var near = PerceptualHash.of(0, 2, 3, 4);
        var far = PerceptualHash.of(-1, -1, 3, 4);

        assertThat(NearDuplicates.within(5).pairs(List.of(one, far, near, one, one)))
                .containsExactly(
                        new Pair(0, 2, 1),
                        new Pair(0, 3, 0),
                        new Pair(0, 4, 0),
                        new Pair(2, 3, 1),
                        new Pair(2, 4, 1),
                        new Pair(3, 4, 0));
    }

    @Test
    void noneAndOneMakeNoPair() {
        assertThat(NearDuplicates.within(5).pairs(List.of())).isEmpty();
        assertThat(NearDuplicates.within(5).pairs(List.of(PerceptualHash.of(7))))
                .isEmpty();
        assertThat(NearDuplicates.within(5).groups(List.of())).isEmpty();
    }

    @Test
    void groupsHangTogetherByNearPairs() {
        var start = PerceptualHash.of(0);
        var step = PerceptualHash.of(0b11111);
        var further = PerceptualHash.of(0b1111111111);
        var alone = PerceptualHash.of(-1L);

        var groups = NearDuplicates.within(5).groups(List.of(further, alone, start, step, start));

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0)).containsExactly(0, 2, 3, 4);
    }

    @Test
    void groupsAreThoseOfTheBruteForcePairs() {
        var hashes = hashes(2000, 4, 7, 21);
        var expected = new int[2000];
        Arrays.setAll(expected, i -> i);
        var pairs = bruteForce(hashes, 5);
        for (int round = 0; round < 30; round++) {
            for (var pair : pairs) {
                int least = Math.min(expected[pair.first()], expected[pair.second()]);
                expected[pair.first()] = least;
                expected[pair.second()] = least;
            }
        }

        for (int[] group : NearDuplicates.within(5).groups(hashes)) {
            assertThat(group).hasSizeGreaterThan(1).isSorted();
            for (int member : group) {
                assertThat(expected[member]).isEqualTo(group[0]);
            }
        }
    }

    @Test
    @Timeout(20)
    void manyFlatDesignsWithOneHashAreAGroupAndNoBurden() {
        var flat = PerceptualHash.of(Long.MIN_VALUE, 0, 0, 0);
        var hashes = new ArrayList<>(Collections.nCopies(300_000, flat));
        hashes.add(PerceptualHash.of(Long.MIN_VALUE, 0, 0, 1));

        var groups = NearDuplicates.within(5).groups(hashes);

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0)).hasSize(300_001);
    }

    @Test
    void manyTakeSecondsAndASampleHasThePairsOfBruteForce() {
        var hashes = hashes(MANY, 4, 7, 31);
        var near = NearDuplicates.within(NearDuplicates.USUAL_DISTANCE);
        long start = System.nanoTime();

        var pairs = near.pairs(hashes);

        var time = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("%d hashes, %d pairs within %d bits: %s"
                .formatted(MANY, pairs.size(), NearDuplicates.USUAL_DISTANCE, time));
        // comparing each with each would take minutes
        assertThat(time).isLessThan(Duration.ofSeconds(Math.max(20, MANY / 1_000_000 * 60)));
        for (int place : new Random(7).ints(SAMPLE, 0, MANY).toArray()) {
            assertThat(pairs.stream()
                            .filter(pair -> pair.first() == place || pair.second() == place)
                            .map(pair -> pair.first() == place ? pair.second() : pair.first()))
                    .as("like %d", place)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY)
                            .filter(other -> other != place
                                    && hashes.get(place).distance(hashes.get(other)) <= NearDuplicates.USUAL_DISTANCE)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void hashesOfBothSizesAreNotMixed() {
        var mixed = List.of(PerceptualHash.of(1), PerceptualHash.of(1, 2, 3, 4));

        assertThatThrownBy(() -> NearDuplicates.within(5).pairs(mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each kind apart");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 64, 1000})
    void aDistanceBeyondReasonIsRefused(int distance) {
        assertThatThrownBy(() -> NearDuplicates.within(distance))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was " + distance);
    }
}
