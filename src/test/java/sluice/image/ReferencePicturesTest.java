package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of every form that Pillow wrote have the hashes that imagehash found. */
class ReferencePicturesTest {

    static Stream<Arguments> expected() throws IOException {
        return Files.readAllLines(ReferencePictures.folder().resolve("expected.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arguments.of((Object[]) line.split(" ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expected")
    void hasTheBitsOfTheReference(String name, String hash, String shortHash) throws Exception {
        var found = new PerceptualHasher().hashes(ReferencePictures.folder().resolve(name));

        assertThat(found.hash().hex()).isEqualTo(hash);
        assertThat(found.shortHash().hex()).isEqualTo(shortHash);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expected")
    void hasTheSameBitsFromMemoryAndFromAStream(String name, String hash, String shortHash) throws Exception {
        var file = ReferencePictures.folder().resolve(name);
        var hasher = new PerceptualHasher();

        assertThat(hasher.hash(Files.readAllBytes(file)).hex()).isEqualTo(hash);
        try (var stream = Files.newInputStream(file)) {
            assertThat(hasher.hash(stream).hex()).isEqualTo(hash);
        }
    }

    @Test
    void everyPictureOfTheFolderIsInTheList() throws IOException {
        try (var files = Files.list(ReferencePictures.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".txt")))
                    .containsExactlyInAnyOrderElementsOf(
                            expected().map(line -> (String) line.get()[0]).toList());
        }
    }

    @Test
    void everyFormatIsThere() throws IOException {
        assertThat(expected().map(line -> ((String) line.get()[0]).replaceFirst(".*\\.", "")))
                .contains("png", "jpg", "gif", "bmp", "tif", "webp");
    }
}
