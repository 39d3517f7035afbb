package sluice.image.picture.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.Collected;
import sluice.image.luminance.Luminance;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.UnreadableImage.Reason;

class PngDecoderTest {

    /** Filters rows of bytes as the standard tells a writer to. */
    private static byte[] filtered(byte[][] rows, int pixel, int filter) {
        int width = rows[0].length;
        var out = new byte[rows.length * (width + 1)];
        for (int y = 0; y < rows.length; y++) {
            out[y * (width + 1)] = (byte) filter;
            for (int x = 0; x < width; x++) {
                int left = x >= pixel ? rows[y][x - pixel] & 0xff : 0;
                int above = y > 0 ? rows[y - 1][x] & 0xff : 0;
                int corner = x >= pixel && y > 0 ? rows[y - 1][x - pixel] & 0xff : 0;
                out[y * (width + 1) + 1 + x] = (byte) (rows[y][x] - predicted(filter, left, above, corner));
            }
        }
        return out;
    }

    private static int predicted(int filter, int left, int above, int corner) {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, corner);
        };
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    private static byte[][] noise(int width, int height) {
        var random = new Random(width * 31L + height);
        var rows = new byte[height][width];
        for (var row : rows) {
            random.nextBytes(row);
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({
        "0,0", "0,1", "0,2", "0,3", "0,4", "2,0", "2,1", "2,2", "2,3", "2,4", "4,1", "4,3", "4,4", "6,0", "6,1", "6,2",
        "6,3", "6,4"
    })
    void everyFilterIsTakenBackInEveryColourType(int colourType, int filter) throws Exception {
        int channels = new int[] {1, 0, 3, 0, 2, 0, 4}[colourType];
        var rows = noise(61 * channels, 47);

        var found = Collected.of(new PngFile(61, 47, 8, colourType)
                .data(filtered(rows, channels, filter), 1 << 16)
                .end());

        for (int y = 0; y < 47; y++) {
            for (int x = 0; x < 61; x++) {
                int at = x * channels;
                int expected = channels < 3
                        ? rows[y][at] & 0xff
                        : Luminance.of(rows[y][at] & 0xff, rows[y][at + 1] & 0xff, rows[y][at + 2] & 0xff);
                assertThat(found[y][x]).as("%d, %d", x, y).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void dataMayBeCutIntoChunksAnywhere(int length) throws Exception {
        var rows = noise(40, 30);
        var data = filtered(rows, 1, 4);

        var cut = Collected.of(new PngFile(40, 30, 8, 0).data(data, length).end());

        assertThat(cut)
                .isDeepEqualTo(Collected.of(
                        new PngFile(40, 30, 8, 0).data(data, 1 << 20).end()));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1", "2,3", "5,4", "8,8", "9,17", "64,33",
    })
    void anInterlacedPictureIsTheSamePicture(int width, int height) throws Exception {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(9);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }

        assertThat(Collected.of(written(image, true))).isDeepEqualTo(Collected.of(written(image, false)));
    }

    @Test
    void anInterlacedPictureOfOneBitIsTheSamePicture() throws Exception {
        var image = new BufferedImage(37, 29, BufferedImage.TYPE_BYTE_BINARY);
        var random = new Random(10);
        for (int y = 0; y < 29; y++) {
            for (int x = 0; x < 37; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(2));
            }
        }

        assertThat(Collected.of(written(image, true))).isDeepEqualTo(Collected.of(written(image, false)));
    }

    private static byte[] written(BufferedImage image, boolean interlaced) throws Exception {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            var parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void indexesBeyondThePaletteAreGrey() throws Exception {
        var file = new PngFile(2, 1, 8, 3)
                .chunk("PLTE", new byte[] {10, 10, 10})
                .data(new byte[] {0, 0, 77}, 100)
                .end();

        assertThat(Collected.of(file)[0]).containsExactly(10, 77);
    }

    @Test
    void sixteenBitGreyIsClipped() throws Exception {
        var file = new PngFile(3, 1, 16, 0)
                .data(new byte[] {0, 0, 7, 0, (byte) 255, 1, 0}, 100)
                .end();

        assertThat(Collected.of(file)[0]).containsExactly(7, 255, 255);
    }

    @Test
    void chunksNobodyNeedsAreSkipped() throws Exception {
        var file = new PngFile(1, 1, 8, 0)
                .chunk("teXt", new byte[5000], 0)
                .data(new byte[] {0, 9}, 100)
                .end();

        assertThat(Collected.of(file)[0]).containsExactly(9);
    }

    @Test
    void moreDataThanThePictureNeedsIsIgnored() throws Exception {
        var file =
                new PngFile(1, 1, 8, 0).data(new byte[] {0, 9, 0, 9, 0, 9}, 100).end();

        assertThat(Collected.of(file)[0]).containsExactly(9);
    }

    @Test
    void aWrongChecksumOfTheDataIsNoticed() {
        var compressed = PngFile.compressed(new byte[] {0, 9});
        compressed[compressed.length - 1]++;

        assertCorrupt(new PngFile(1, 1, 8, 0).chunk("IDAT", compressed).end(), "wrong checksum");
    }

    @Test
    void aWrongChecksumOfThePaletteIsNoticed() {
        assertCorrupt(new PngFile(1, 1, 8, 3).chunk("PLTE", new byte[3], 1).end(), "chunk PLTE has a wrong checksum");
    }

    @Test
    void contradictionsAreNamed() {
        assertCorrupt(new PngFile(1, 1, 8, 0).end(), "no picture data");
        assertCorrupt(new PngFile(1, 1, 3, 2).end(), "colour type 2 with 3 bits");
        assertCorrupt(new PngFile(1, 1, 8, 5).end(), "colour type 5 with 8 bits");
        assertCorrupt(new PngFile(0, 1, 8, 0).data(new byte[1], 9).end(), "0 x 1 pixels");
        assertCorrupt(new PngFile(-5, 1, 8, 0).data(new byte[1], 9).end(), "-5 x 1 pixels");
        assertCorrupt(new PngFile(1, 1, 8, 3).chunk("PLTE", new byte[4]).end(), "palette of 4 bytes");
        assertCorrupt(new PngFile(1, 1, 8, 0).data(new byte[] {9, 1}, 100).end(), "filter 9");
        assertCorrupt(
                new PngFile(1, 1, 8, 0).chunk("IDAT", new byte[] {0, 0, 1, 2}).end(), "no such method");
        assertCorrupt(
                new PngFile(1, 1, 8, 0)
                        .chunk("IDAT", new byte[] {0x78, (byte) 0x9c, -1, -1, -1})
                        .end(),
                "damaged");
    }

    private static void assertCorrupt(byte[] file, String finding) {
        assertThatThrownBy(() -> Collected.of(file))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
                .hasMessageStartingWith("corrupt PNG: ")
                .hasMessageContaining(finding);
    }

    @Test
    void aPictureWithRowsMissingIsTruncated() {
        assertThatThrownBy(() -> Collected.of(new PngFile(1, 3, 8, 0)
                        .data(new byte[] {0, 9, 0, 9}, 100)
                        .end()))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }
}
