package sluice.image.picture.tiff.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackBitsStreamTest {

    private static PackBitsStream of(int... packed) {
        var bytes = new byte[packed.length];
        for (int i = 0; i < packed.length; i++) {
            bytes[i] = (byte) packed[i];
        }
        return new PackBitsStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void bytesStandAsTheyAreOrAreRepeated() throws IOException {
        assertThat(of(2, 7, 255, 9, 254, 5, 0, 1).readAllBytes()).containsExactly(7, 255, 9, 5, 5, 5, 1);
    }

    @Test
    void theLongestRunsAreOf128Bytes() throws IOException {
        assertThat(of(129, 3).readAllBytes()).hasSize(128).containsOnly(3);
    }

    @Test
    void aHeadOf128SaysNothing() throws IOException {
        assertThat(of(128, 128, 255, 4, 128).readAllBytes()).containsExactly(4, 4);
    }

    @Test
    void whatIsCutOffIsMissingAndNothingElse() throws IOException {
        assertThat(of(3, 1, 2).readAllBytes()).containsExactly(1, 2);
        assertThat(of(0, 1, 200).readAllBytes()).containsExactly(1);
        var ended = of(3, 1);
        assertThat(ended.readAllBytes()).containsExactly(1);
        assertThat(ended.read()).isEqualTo(-1);
        assertThat(of().read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 5000})
    void itDoesNotMatterHowMuchIsReadAtOnce(int atOnce) throws IOException {
        var random = new Random(3);
        var packed = new ByteArrayOutputStream();
        var expected = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            int count = 1 + random.nextInt(128);
            if (random.nextBoolean() && count > 1) {
                var run = new byte[count];
                Arrays.fill(run, (byte) i);
                packed.writeBytes(new byte[] {(byte) (257 - count), (byte) i});
                expected.writeBytes(run);
            } else {
                var bytes = new byte[count];
                random.nextBytes(bytes);
                packed.write(count - 1);
                packed.writeBytes(bytes);
                expected.writeBytes(bytes);
            }
        }
        var stream = new PackBitsStream(new ByteArrayInputStream(packed.toByteArray()));
        var found = new ByteArrayOutputStream();
        for (var some = stream.readNBytes(atOnce); some.length > 0; some = stream.readNBytes(atOnce)) {
            found.writeBytes(some);
        }

        assertThat(found.toByteArray()).isEqualTo(expected.toByteArray());
    }
}
