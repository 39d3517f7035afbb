package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.UnreadableImage;

class PerceptualHasherTest {

    private final PerceptualHasher hasher = new PerceptualHasher();

    @TempDir
    Path folder;

    @Test
    void decodingAloneTellsHowManyPixelsThereWere() throws Exception {
        var file = Files.write(folder.resolve("design.png"), Designs.file(Designs.busy(70, 30), "png"));

        assertThat(hasher.decode(file)).isEqualTo(2100);
    }

    @Test
    void theNameOfAFileDoesNotMatter() throws Exception {
        var file = Files.write(folder.resolve("line\nbreak 'quoted'.jpg"), Designs.file(Designs.busy(70, 30), "png"));

        assertThat(hasher.hash(file)).isEqualTo(hasher.hash(Files.readAllBytes(file)));
    }

    @Test
    void aStreamOfManyMegabytesIsHashedLikeAFile() throws Exception {
        var picture = Designs.file(Designs.busy(200, 150), "png");
        var stream = new SequenceInputStream(
                new ByteArrayInputStream(picture), new ByteArrayInputStream(new byte[20 << 20]));

        assertThat(hasher.hash(stream)).isEqualTo(hasher.hash(picture));
    }

    @Test
    void aPictureBeyondTheLimitsIsRefused() {
        var strict = new PerceptualHasher(ImageLimits.standard().withPixels(99));

        assertThatThrownBy(() -> strict.hash(Designs.file(Designs.busy(10, 10), "png")))
                .isInstanceOf(UnreadableImage.class)
                .hasMessageContaining("10 x 10");
    }

    @Test
    void aMissingFileIsAnErrorOfItsOwn() {
        assertThatThrownBy(() -> hasher.hash(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void manyThreadsFindWhatOneFinds() throws Exception {
        var files = new ArrayList<Path>();
        var expected = new ArrayList<String>();
        for (var line : Files.readAllLines(ReferencePictures.folder().resolve("expected.txt"))) {
            if (!line.startsWith("#")) {
                files.add(ReferencePictures.folder().resolve(line.split(" ")[0]));
                expected.add(line.split(" ")[1]);
            }
        }
        var pool = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<String>>();
            files.forEach(file -> tasks.add(() -> hasher.hash(file).hex()));
            var results = pool.invokeAll(tasks, 60, TimeUnit.SECONDS);

            for (int i = 0; i < expected.size(); i++) {
                assertThat(results.get(i).get()).as(files.get(i).toString()).isEqualTo(expected.get(i));
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
