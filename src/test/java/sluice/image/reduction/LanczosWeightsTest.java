package sluice.image.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanczosWeightsTest {

    private static final int ONE = 1 << LanczosWeights.PRECISION_BITS;

    @ParameterizedTest
    @CsvSource({"4000,64", "4000,32", "200,64", "65,64", "10,64", "1,64", "3,32", "64,32"})
    void eachWindowLiesWithinTheLineAndWeighsOne(int from, int to) {
        var weights = new LanczosWeights(from, to);

        for (int i = 0; i < to; i++) {
            var window = weights.weights(i);
            assertThat(weights.first(i)).isNotNegative();
            assertThat(weights.first(i) + window.length).isLessThanOrEqualTo(from);
            assertThat(Arrays.stream(window).sum()).isCloseTo(ONE, within(window.length));
        }
    }

    @ParameterizedTest
    @CsvSource({"4000,64", "201,64", "10,64", "640,32"})
    void theLineReadBackwardsHasTheWindowsBackwards(int from, int to) {
        var weights = new LanczosWeights(from, to);

        for (int i = 0; i < to; i++) {
            var window = weights.weights(i).clone();
            var mirrored = weights.weights(to - 1 - i);
            for (int j = 0; j < Math.min(window.length, mirrored.length) - 1; j++) {
                int place = from - 1 - weights.first(i) - j - weights.first(to - 1 - i);
                if (place >= 0 && place < mirrored.length) {
                    assertThat(window[j]).isCloseTo(mirrored[place], within(1));
                }
            }
        }
    }

    @Test
    void enlargingByAWholeNumberRepeatsTheWindow() {
        var weights = new LanczosWeights(32, 64);

        assertThat(weights.weights(20)).isEqualTo(weights.weights(22));
        assertThat(weights.first(22)).isEqualTo(weights.first(20) + 1);
    }

    @Test
    void aSumIsRoundedAndKeptWithinAByte() {
        assertThat(LanczosWeights.grey(ONE * 7 + ONE / 2)).isEqualTo((byte) 8);
        assertThat(LanczosWeights.grey(ONE * 7 + ONE / 2 - 1)).isEqualTo((byte) 7);
        assertThat(LanczosWeights.grey(-ONE)).isZero();
        assertThat(LanczosWeights.grey(300 * ONE)).isEqualTo((byte) 255);
    }
}
