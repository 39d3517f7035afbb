package sluice.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.image.picture.UnreadableImage.Reason;

class ImageLimitsTest {

    /** Files of a few bytes that promise hundreds of millions of pixels. */
    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of(
                        "PNG",
                        new PngFile(60_000, 60_000, 8, 6)
                                .data(new byte[100], 100)
                                .end()),
                Arguments.of("GIF", HexFormat.of().parseHex("47494638396160ea60ea0000002c00000000" + "60ea60ea0008")),
                Arguments.of("BMP", bmp(60_000, 60_000)),
                Arguments.of(
                        "WEBP",
                        HexFormat.of()
                                .parseHex("524946463000000057454250" + "565038580a000000" + "00000000" + "ff3f00"
                                        + "ff3f00" + "00".repeat(9))));
    }

    private static byte[] bmp(int width, int height) {
        return ByteBuffer.allocate(60)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(0)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombIsRefusedByItsHeader(String format, byte[] file) {
        assertThatThrownBy(() -> Collected.of(file))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                .hasMessageContaining("pixels decoded; the limit is 178956970 pixels");
    }

    @Test
    void twentyThousandSquaredIsRefusedUnlessTheLimitIsRaised() {
        var limits = ImageLimits.standard();

        assertThatThrownBy(() -> limits.admit(PictureFormat.PNG, 20_000, 20_000))
                .hasMessageContaining("20000 x 20000");
        assertThatCode(() -> limits.withPixels(400_000_000).admit(PictureFormat.PNG, 20_000, 20_000))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"10,10,true", "100,1,true", "101,1,false", "11,10,false", "1,100,true", "1,101,false"})
    void theLimitItselfIsAllowed(int width, int height, boolean admitted) {
        var limits = new ImageLimits(100, 100, 1000);

        if (admitted) {
            assertThatCode(() -> limits.admit(PictureFormat.GIF, width, height)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> limits.admit(PictureFormat.GIF, width, height))
                    .isInstanceOf(UnreadableImage.class);
        }
    }

    @Test
    void whatHasToBeHeldInMemoryHasALimitOfItsOwn() {
        var limits = ImageLimits.standard().withHeldBytes(1000);

        assertThatCode(() -> limits.admitHeld(PictureFormat.WEBP, 10, 20, 5)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.admitHeld(PictureFormat.WEBP, 10, 21, 5))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                .hasMessageContaining("needs 1050 bytes of memory; the limit is 1000");
    }

    @Test
    void limitsBelowOneAreRefused() {
        assertThatThrownBy(() -> new ImageLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageLimits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageLimits(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
