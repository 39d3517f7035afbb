package sluice.image.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.Designs;

class CosineTransformTest {

    private static IntBinaryOperator formula(String design, int side) {
        return switch (design) {
            case "busy" -> Designs::grey;
            case "mirrored" -> (x, y) -> (Math.min(x, side - 1 - x) * 9 + Math.min(y, side - 1 - y) * 5) % 256;
            default -> (x, y) -> x / 4 % 2 * 200 + 20;
        };
    }

    private static byte[] square(String design, int side) {
        var square = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                square[y * side + x] = (byte) formula(design, side).applyAsInt(x, y);
            }
        }
        return square;
    }

    @ParameterizedTest
    @CsvSource({
        "32,busy,1831007177",
        "32,mirrored,1037985557",
        "32,stripes,2331070137",
        "64,busy,2812324308",
        "64,mirrored,591411084",
        "64,stripes,3326295924"
    })
    void everyBitOfEveryCoefficientIsThatOfScipy(int side, String design, long checksum) {
        var low = new CosineTransform(side).lowest(square(design, side), side / 4);

        var bytes = ByteBuffer.allocate(8 * low.length);
        for (double value : low) {
            bytes.putDouble(value + 0.0); // a negative zero counts as zero
        }
        var found = new CRC32();
        found.update(bytes.array());
        assertThat(found.getValue()).isEqualTo(checksum);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void itIsTheSumOfItsDefinition(int side) {
        var square = square("busy", side);

        var low = new CosineTransform(side).lowest(square, side);

        for (int v = 0; v < side; v += 5) {
            for (int u = 0; u < side; u += 3) {
                assertThat(low[v * side + u]).isCloseTo(byDefinition(square, side, u, v), within(1e-7));
            }
        }
    }

    private static double byDefinition(byte[] square, int side, int u, int v) {
        double sum = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                sum += 4
                        * (square[y * side + x] & 0xff)
                        * Math.cos(Math.PI * u * (2 * x + 1) / (2 * side))
                        * Math.cos(Math.PI * v * (2 * y + 1) / (2 * side));
            }
        }
        return sum;
    }

    @Test
    void aFlatSquareHasNothingButItsMean() {
        var square = new byte[64 * 64];
        Arrays.fill(square, (byte) 67);

        var low = new CosineTransform(64).lowest(square, 16);

        assertThat(low[0]).isEqualTo(4.0 * 64 * 64 * 67);
        assertThat(Arrays.stream(low).skip(1)).allMatch(value -> value == 0);
    }

    @Test
    void askingForFewerCoefficientsGivesTheSameOnes() {
        var square = square("busy", 64);
        var transform = new CosineTransform(64);

        var few = transform.lowest(square, 8);
        var many = transform.lowest(square, 16);

        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                assertThat(few[v * 8 + u]).isEqualTo(many[v * 16 + u]);
            }
        }
    }
}
