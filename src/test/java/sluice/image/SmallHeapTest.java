package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.image.picture.ImageLimits;

/** A picture takes the memory of its rows, not of itself: proved in a process with hardly any heap. */
class SmallHeapTest {

    private static final int WIDTH = 20_000;
    private static final int HEIGHT = 5_000;

    /** Prints the hash of the file that is named, or what went wrong. */
    public static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            var limits = ImageLimits.standard().withPixels(Long.MAX_VALUE);
            System.out.println(new PerceptualHasher(limits).hash(Path.of(arguments[0])));
        }
    }

    @Test
    void aHundredMegapixelsAreHashedIn24Megabytes(@TempDir Path folder) throws Exception {
        var file = folder.resolve("stripes.png");
        try (var out = Files.newOutputStream(file)) {
            writeStripes(out);
        }
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            var output = new String(process.getInputStream().readAllBytes());

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output.strip()).matches("[0-9a-f]{64}");
            assertThat(output.strip())
                    .isEqualTo(new PerceptualHasher().hash(file).hex());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void writeStripes(OutputStream out) throws Exception {
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(WIDTH)
                        .putInt(HEIGHT)
                        .put((byte) 8)
                        .array(),
                13);
        var deflater = new Deflater(1);
        var row = new byte[WIDTH + 1];
        var buffer = new byte[1 << 16];
        for (int y = 0; y < HEIGHT; y++) {
            Arrays.fill(row, 1, row.length, (byte) (y / 50 * 37));
            deflater.setInput(row);
            for (int count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
                chunk(out, "IDAT", buffer, count);
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            chunk(out, "IDAT", buffer, deflater.deflate(buffer));
        }
        deflater.end();
        chunk(out, "IEND", buffer, 0);
    }

    private static void chunk(OutputStream out, String type, byte[] content, int length) throws Exception {
        var checksum = new CRC32();
        checksum.update(type.getBytes());
        checksum.update(content, 0, length);
        out.write(ByteBuffer.allocate(4).putInt(length).array());
        out.write(type.getBytes());
        out.write(content, 0, length);
        out.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
