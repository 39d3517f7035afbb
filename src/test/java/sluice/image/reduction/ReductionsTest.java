package sluice.image.reduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionsTest {

    private static int[][] noise(int width, int height, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, height)
                .mapToObj(y -> random.ints(width, 0, 256).toArray())
                .toArray(int[][]::new);
    }

    private static byte[] reduced(int[][] picture, Iterable<Integer> order, int side) {
        var reductions = new Reductions(side);
        reductions.start(picture[0].length, picture.length);
        for (int y : order) {
            reductions.row(y, picture[y]);
        }
        return reductions.square(0);
    }

    private static ArrayList<Integer> order(int height) {
        return new ArrayList<>(IntStream.range(0, height).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"100,80", "64,90", "90,64", "64,64", "5,7", "1,1", "1,500", "500,1"})
    void theOrderOfTheRowsDoesNotMatter(int width, int height) {
        var picture = noise(width, height, 3);
        var shuffled = order(height);
        Collections.shuffle(shuffled, new Random(4));

        assertThat(reduced(picture, shuffled, 64)).isEqualTo(reduced(picture, order(height), 64));
    }

    @Test
    void aPictureOfTheSizeWantedIsLeftAsItIs() {
        var picture = noise(64, 64, 5);

        var square = reduced(picture, order(64), 64);

        for (int i = 0; i < square.length; i++) {
            assertThat(square[i] & 0xff).isEqualTo(picture[i / 64][i % 64]);
        }
    }

    @ParameterizedTest
    @CsvSource({"100,80", "33,900", "900,33", "10,7"})
    void aFlatPictureStaysFlat(int width, int height) {
        var picture = new int[height][width];
        for (var row : picture) {
            Arrays.fill(row, 201);
        }

        assertThat(reduced(picture, order(height), 32)).containsOnly((byte) 201);
    }

    @Test
    void bothSizesInOnePassAreThoseOfOnePassEach() {
        var picture = noise(230, 170, 6);
        var both = new Reductions(64, 32);
        both.start(230, 170);
        for (int y = 0; y < 170; y++) {
            both.row(y, picture[y]);
        }

        assertThat(both.square(0)).isEqualTo(reduced(picture, order(170), 64));
        assertThat(both.square(1)).isEqualTo(reduced(picture, order(170), 32));
    }

    @ParameterizedTest
    @CsvSource({"300,200", "4000,3", "3,4000", "40,50"})
    void itIsWhatALoopOverTheDefinitionGives(int width, int height) {
        var picture = noise(width, height, 7);

        assertThat(reduced(picture, order(height), 64)).isEqualTo(byDefinition(picture, 64));
    }

    private static byte[] byDefinition(int[][] picture, int side) {
        int height = picture.length;
        var across = new LanczosWeights(picture[0].length, side);
        var down = new LanczosWeights(height, side);
        var square = new byte[side * side];
        for (int i = 0; i < square.length; i++) {
            int x = i % side;
            int y = i / side;
            long sum = 0;
            for (int k = 0; k < down.weights(y).length; k++) {
                long row = 0;
                for (int j = 0; j < across.weights(x).length; j++) {
                    row += (long) picture[down.first(y) + k][across.first(x) + j] * across.weights(x)[j];
                }
                sum += (LanczosWeights.grey(Math.toIntExact(row)) & 0xff) * (long) down.weights(y)[k];
            }
            square[i] = LanczosWeights.grey(Math.toIntExact(sum));
        }
        return square;
    }

    @Test
    void blackBesideWhiteDoesNotOverflow() {
        var picture = new int[200][200];
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                picture[y][x] = (x / 3 + y / 3) % 2 * 255;
            }
        }

        assertThat(reduced(picture, order(200), 64)).isEqualTo(byDefinition(picture, 64));
    }
}
