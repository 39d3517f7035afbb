package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptualHashTest {

    private static final String LONG = "8daa06a91daaf1590312122646e52f0cfe190da3ff8f083c156bfd4f07f8ff41";

    @ParameterizedTest
    @ValueSource(strings = {LONG, "9d061df1037247af", "0000000000000000", "ffffffffffffffff"})
    void isReadAsItIsWritten(String hex) {
        var hash = PerceptualHash.parse(hex);

        assertThat(hash.hex()).isEqualTo(hex).hasToString(hash.toString());
        assertThat(hash.size()).isEqualTo(4 * hex.length());
        assertThat(PerceptualHash.of(hash.bits())).isEqualTo(hash).hasSameHashCodeAs(hash);
    }

    @Test
    void capitalsAreReadAndWrittenSmall() {
        assertThat(PerceptualHash.parse("9D061DF1037247AF").hex()).isEqualTo("9d061df1037247af");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9d06", "9d061df1037247ag", "9d061df1037247a ", LONG + "0", "-d061df1037247af"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> PerceptualHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 5})
    void anotherNumberOfWordsIsRefused(int words) {
        assertThatThrownBy(() -> PerceptualHash.of(new long[words]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not " + words);
    }

    @Test
    void theDistanceIsTheNumberOfBitsThatDiffer() {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            var words = random.longs(4).toArray();
            var one = PerceptualHash.of(words);
            int flips = random.nextInt(257);
            var places = random.ints(0, 256).distinct().limit(flips).toArray();
            for (int place : places) {
                words[place / 64] ^= 1L << place;
            }
            var other = PerceptualHash.of(words);

            assertThat(one.distance(other)).isEqualTo(flips).isEqualTo(other.distance(one));
            assertThat(one.equals(other)).isEqualTo(flips == 0);
        }
    }

    @Test
    void hashesOfDifferentSizesHaveNoDistance() {
        var large = PerceptualHash.parse(LONG);
        var small = PerceptualHash.parse("9d061df1037247af");

        assertThatThrownBy(() -> large.distance(small))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 bits")
                .hasMessageContaining("64 bits");
        assertThat(large).isNotEqualTo(small);
    }

    @Test
    void nobodyCanChangeItsBits() {
        var words = new long[] {1, 2, 3, 4};
        var hash = PerceptualHash.of(words);

        words[0] = 9;
        hash.bits()[1] = 9;

        assertThat(hash.bits()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void orderIsThatOfTheHexadecimalText() {
        var random = new Random(2);
        for (int round = 0; round < 200; round++) {
            var one = PerceptualHash.of(random.nextLong());
            var other = PerceptualHash.of(random.nextLong());

            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(Integer.signum(one.hex().compareTo(other.hex())));
        }
    }

    @Test
    void theFirstValueIsTheHighestBitAndTheMedianItselfIsNotAboveIt() {
        var values = new double[64];
        values[0] = 5;
        values[63] = 1;

        assertThat(PerceptualHash.aboveMedian(values).hex()).isEqualTo("8000000000000001");
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        var values = new double[64];
        for (int i = 0; i < 64; i++) {
            values[i] = i;
        }

        assertThat(PerceptualHash.aboveMedian(values).hex()).isEqualTo("00000000ffffffff");
    }
}
