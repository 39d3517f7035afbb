package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.UnreadableImage.Reason;
import sluice.image.picture.png.PngFile;

/** What is refused before a pixel of it was decoded. */
class PictureReaderTest {

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
    void aFileThatMustBeInMemoryAtOnceHasALimitOfItsOwn() throws Exception {
        var webp = ReferencePictures.bytes("blobs.webp");
        var limits = ImageLimits.standard().withHeldBytes(webp.length - 1);

        assertThatThrownBy(() -> Collected.of(webp, limits))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void theBeginningOfAFileRefusesWhatCanBeRefused() throws Exception {
        var png = ReferencePictures.bytes("blobs.png");
        var tight = ImageLimits.standard().withPixels(10);

        assertThatThrownBy(() -> PictureReader.refuseByBeginning(new byte[0], tight))
                .hasMessageStartingWith("empty");
        assertThatThrownBy(() -> PictureReader.refuseByBeginning("no picture here".getBytes(), tight))
                .hasMessageStartingWith("unknown format");
        assertThatThrownBy(() -> PictureReader.refuseByBeginning(Arrays.copyOf(png, 200), tight))
                .hasMessageStartingWith("too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blobs.png",
                "blobs-420.jpg",
                "blobs-progressive.jpg",
                "blobs.gif",
                "small.bmp",
                "blobs-lzw.tif",
                "blobs.webp"
            })
    void theBeginningOfASoundFileIsFine(String name) throws Exception {
        var whole = ReferencePictures.bytes(name);

        for (int length : new int[] {12, 40, 500, whole.length}) {
            var head = Arrays.copyOf(whole, Math.min(length, whole.length));
            assertThatCode(() -> PictureReader.refuseByBeginning(head, ImageLimits.standard()))
                    .doesNotThrowAnyException();
        }
    }
}
