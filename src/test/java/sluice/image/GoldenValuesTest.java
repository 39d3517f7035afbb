package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.Picture;
import sluice.image.reduction.Reductions;

/** The hashes that the old service stored for pictures defined by formulas. */
class GoldenValuesTest {

    @TempDir
    Path folder;

    static Stream<Arguments> stored() {
        return Stream.of(
                Arguments.of(
                        Designs.busy(200, 150),
                        506146,
                        "8daa06a91daaf1590312122646e52f0cfe190da3ff8f083c156bfd4f07f8ff41",
                        "9d061df1037247af"),
                Arguments.of(
                        Designs.busy(10, 7),
                        52188,
                        "a97e12d6ed89276228d45d2b6d1ddc96d7ec82f0289b76290989dd9a281f7c23",
                        "a914fe27290d69dc"),
                Arguments.of(
                        Designs.busy(1000, 700),
                        521576,
                        "80c0aaff00c0aaff00d000f55500ff2a0000fffa0000003fffffaaffffffa8ff",
                        "80fa80ea00a8ffff"),
                Arguments.of(
                        Designs.busy(64, 64),
                        370757,
                        "aaaa11113fff6eee4aaa1afbf00006ffad552915abfd6e0000ff55aa552a406a",
                        "aa113f6e4a1bf047"),
                Arguments.of(
                        Designs.busy(3000, 4),
                        515523,
                        "80000623e1c2f8c99f39b77e8e0b9e3fcbbd6de1d5f3e811c2dd5c4b65424e21",
                        "8006e2b41fcbbcb7"),
                Arguments.of(
                        Designs.grey(64),
                        522045,
                        "a538b0112c42b15386a9f011a7df0ff758a14f18da581b577a4954ff59be4f49",
                        "a5b12cb186f1a70f"),
                Arguments.of(
                        Designs.grey(32),
                        532372,
                        "c428313bc4ee95bb2c4ef23125760bd57c84ab5412f56761ba5754bd99e964a4",
                        "c631c4952ef32f0b"));
    }

    @ParameterizedTest
    @MethodSource("stored")
    void bothHashesAreThoseThatWereStored(BufferedImage image, int sum, String hash, String shortHash)
            throws Exception {
        var file = Files.write(folder.resolve("design.png"), Designs.file(image, "png"));

        var found = new PerceptualHasher().hashes(file);

        assertThat(found.hash().hex()).isEqualTo(hash);
        assertThat(found.shortHash().hex()).isEqualTo(shortHash);
        assertThat(found.width()).isEqualTo(image.getWidth());
        assertThat(found.height()).isEqualTo(image.getHeight());
    }

    @ParameterizedTest
    @MethodSource("stored")
    void theResizedGreyValuesAddUpToThoseOfPillow(BufferedImage image, int sum, String hash, String shortHash)
            throws Exception {
        var reductions = new Reductions(64);

        new PictureReader(ImageLimits.standard()).read(Picture.of(Designs.file(image, "png")), reductions);

        int found = 0;
        for (byte value : reductions.square(0)) {
            found += value & 0xff;
        }
        assertThat(found).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void theFormatOfAPictureWithoutLossDoesNotMatter(String format) throws Exception {
        var file = Designs.file(Designs.busy(200, 150), format);

        assertThat(new PerceptualHasher().hash(file).hex())
                .isEqualTo("8daa06a91daaf1590312122646e52f0cfe190da3ff8f083c156bfd4f07f8ff41");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "64,64", "32,32", "7,500", "500,7", "333,221"})
    void aFlatPictureHasOnlyItsMean(int width, int height) throws Exception {
        var file = Designs.file(Designs.flat(width, height, 200, 10, 10), "png");

        assertThat(new PerceptualHasher().hash(file).hex()).isEqualTo("8" + "0".repeat(63));
    }

    @Test
    void blackHasNoBitAtAll() throws Exception {
        var file = Designs.file(Designs.flat(50, 40, 0, 0, 0), "png");

        assertThat(new PerceptualHasher().hash(file).hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void enlargingAPictureLeavesItsHashNearlyAsItWas() throws Exception {
        var small = Designs.busy(200, 150);
        var large = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                large.setRGB(x, y, small.getRGB(x / 2, y / 2));
            }
        }
        var hasher = new PerceptualHasher();

        assertThat(hasher.hash(Designs.file(small, "png")).distance(hasher.hash(Designs.file(large, "png"))))
                .isLessThanOrEqualTo(4);
    }
}
