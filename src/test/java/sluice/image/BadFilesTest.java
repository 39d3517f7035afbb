package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.Picture;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.UnreadableImage.Reason;

/** Whatever is wrong with a file: a reason, soon, and nothing else. */
class BadFilesTest {

    private static Reason reasonOf(byte[] file) {
        try {
            Collected.of(file);
            return null;
        } catch (UnreadableImage e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("null");
            return e.reason();
        } catch (Exception e) {
            return fail("an unreadable file is no failure of the program", e);
        }
    }

    @Test
    void anEmptyFileSaysSo() {
        assertThatThrownBy(() -> Collected.of(new byte[0]))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY))
                .hasMessageStartingWith("empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "hello, this is no picture", "%PDF-1.7", "<svg xmlns=''/>", "RIFF....WAVEfmt ", "\0\0\0"})
    void aFileOfAnotherKindIsOfUnknownFormat(String content) {
        assertThat(reasonOf(content.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @Test
    void aMissingFileIsNoUnreadableImage(@TempDir Path folder) {
        var picture = Picture.of(folder.resolve("missing.png"));

        assertThatThrownBy(() -> new PictureReader(ImageLimits.standard()).read(picture, new Collected()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blobs.png",
                "blobs-420.jpg",
                "blobs-progressive.jpg",
                "blobs-cmyk.jpg",
                "blobs.gif",
                "small.bmp",
                "run-length.bmp",
                "blobs-lzw.tif",
                "small.tif",
                "fax-group-3.tif",
                "fax-group-4.tif",
                "fax-runs.tif",
                "fax-group-3-two-dimensional.tif",
                "lzma.tif",
                "webp.tif",
                "blobs.webp",
                "blobs-lossy.webp"
            })
    @Timeout(60)
    void aFileCutOffAnywhereHasAReason(String name) throws IOException {
        var whole = ReferencePictures.bytes(name);
        assertThat(reasonOf(whole)).isNull();

        for (int length = 1; length < whole.length * 9 / 10; length += Math.max(1, whole.length / 60)) {
            assertThat(reasonOf(Arrays.copyOf(whole, length)))
                    .as("%s cut after %d bytes of %d", name, length, whole.length)
                    .isIn(Reason.TRUNCATED, Reason.UNKNOWN_FORMAT, Reason.CORRUPT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blobs.png",
                "blobs-420.jpg",
                "blobs.gif",
                "small.bmp",
                "small.tif",
                "blobs-lzw.tif",
                "blobs.webp",
                "blobs-lossy.webp"
            })
    void aFileCutInTheMiddleIsTruncated(String name) throws IOException {
        var whole = ReferencePictures.bytes(name);

        assertThat(reasonOf(Arrays.copyOf(whole, whole.length / 2))).isEqualTo(Reason.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({"50000,it is compressed by Zstandard", "4711,compression 4711"})
    void aTiffOfAnotherCompressionSaysWhich(int compression, String finding) throws IOException {
        var file = ReferencePictures.bytes("small.tif");
        withCompression(file, compression);

        assertThatThrownBy(() -> Collected.of(file))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining(finding);
    }

    private static void withCompression(byte[] file, int compression) {
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.getInt(4) + 2; ; at += 12) {
            if (bytes.getShort(at) == 259) {
                bytes.putShort(at + 8, (short) compression);
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "palette-16.png",
                "blobs-420.jpg",
                "blobs-progressive.jpg",
                "blobs.gif",
                "run-length.bmp",
                "565.bmp",
                "palette.tif",
                "small.tif",
                "bilevel-fax.tif",
                "fax-group-3-two-dimensional.tif",
                "fax-group-4.tif",
                "fax-runs.tif",
                "lzma.tif",
                "webp.tif",
                "blobs.webp",
                "animated-alpha.webp"
            })
    @Timeout(120)
    void aFileWithWrongBytesHasAReasonOrIsRead(String name) throws IOException {
        var whole = ReferencePictures.bytes(name);
        for (long seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            var damaged = whole.clone();
            // headers are small, so half of the damage is aimed at them
            int reach = seed % 2 == 0 ? damaged.length : Math.min(200, damaged.length);
            for (int i = 0; i < 1 + seed % 4; i++) {
                damaged[12 + random.nextInt(reach - 12)] = (byte) random.nextInt();
            }
            try {
                reasonOf(damaged);
            } catch (AssertionError e) {
                throw new AssertionError(name + " damaged with seed " + seed, e);
            }
        }
    }
}
