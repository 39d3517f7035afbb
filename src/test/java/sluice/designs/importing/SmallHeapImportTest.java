package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large images, eight at once, in half a gigabyte of heap. */
@Timeout(600)
class SmallHeapImportTest {

    private static final int WIDTH = 5_000;
    private static final int HEIGHT = 4_000;

    /** Megabytes of the largest file: -Dlarge=2100 takes a minute and as much room in the temporary folder. */
    private static final int LARGE = Integer.getInteger("large", 150);

    @TempDir
    Path root;

    @Test
    void halfAGigabyteIsEnough() throws Exception {
        try (var gallery = Gallery.over(root)) {
            var picture = picture();
            for (var name : List.of("baseline.jpg", "progressive.jpg", "plain.png")) {
                var bytes = file(picture, name.substring(name.indexOf('.') + 1), name.startsWith("progressive"));
                for (int i = 0; i < 4; i++) {
                    gallery.server.put(Gallery.cups(i + " " + name), bytes);
                }
            }
            for (int i = 0; i < 4; i++) {
                gallery.server.put(Gallery.shirts(i + ".webp"), file(picture, "webp", false));
            }
            bitmap(gallery.server.put(Gallery.shirts("large.bmp"), new byte[0]));

            try (var run = ImportProcess.start(
                    gallery,
                    List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"),
                    "--nas-channels",
                    "8",
                    "--json",
                    "-")) {
                var said = run.said();

                assertThat(run.status()).as(said).isZero();
                assertThat(said).contains("\"imported\" : 17");
            }
        }
    }

    static BufferedImage picture() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, x * y >> 8 ^ x << 3);
            }
        }
        return image;
    }

    static byte[] file(BufferedImage image, String format, boolean progressive) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A bitmap of 150 megapixels and, behind its picture, as many bytes as are wanted; holes take no room. */
    private static void bitmap(Path file) throws IOException {
        int width = 10_000;
        int height = Math.min(15_000, LARGE * 100);
        var header = ByteBuffer.allocate(54 + 1024).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'B').put((byte) 'M').putInt(0).putInt(0).putInt(54 + 1024);
        header.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 8);
        for (int i = 0; i < 256; i++) {
            header.putInt(54 + 4 * i, 0x010101 * i);
        }
        try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(Math.max(54 + 1024 + (long) width * height, LARGE * 1_000_000L));
            opened.write(header.array());
            opened.seek(54 + 1024 + 1_000_000L);
            opened.write(new byte[] {(byte) 200, 100, 50});
        }
    }
}
