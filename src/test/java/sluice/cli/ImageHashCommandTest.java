package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.image.PerceptualHasher;

final class ImageHashCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aPictureIsPrintedWithItsHashAndABadFileWithItsReason() throws Exception {
        Path picture = picture("a picture.png");
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Cli run = Cli.run("image-hash", picture.toString(), empty.toString());
        assertThat(run.status()).isOne();
        assertThat(run.out().strip())
                .isEqualTo(picture + "  " + new PerceptualHasher().hash(picture).hex());
        assertThat(run.err()).contains(empty.toString()).hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Cli run = Cli.run("image-hash", folder.resolve("nothing.png").toString());
        assertThat(run.status()).isOne();
        assertThat(run.err()).contains("nothing.png");
    }

    private Path picture(String name) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 40; x++) {
            for (int y = 0; y < 30; y++) {
                image.setRGB(x, y, (x * 6 << 16) | (y * 8 << 8) | (x * y % 255));
            }
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
