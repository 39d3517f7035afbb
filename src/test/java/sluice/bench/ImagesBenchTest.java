package sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.bench.contest.Figure;
import sluice.cli.Cli;
import sluice.environment.problem.ConfigurationException;

@Timeout(120)
class ImagesBenchTest {

    private static final Path PICTURES =
            Path.of(System.getProperty("project.directory", ".")).resolve("src/test/resources/image");

    @TempDir
    Path folder;

    private void pictures(String... names) throws Exception {
        for (String name : names) {
            Files.copy(PICTURES.resolve(name), folder.resolve(name));
        }
    }

    @Test
    void decodingAndHashingAreToldApartForOneThreadAndTwo() throws Exception {
        pictures("blobs.png", "blobs-420.jpg", "blobs.webp");
        Files.writeString(folder.resolve("notes.txt"), "not a picture");

        var result = new ImagesBench(folder).run(1);

        assertThat(result.figures())
                .extracting(Figure::way)
                .startsWith("hashed, one thread", "decoded only, one thread", "hashed, two threads");
        assertThat(result.figures()).allMatch(figure -> figure.rows() == 3 && figure.speed() > 0);
        assertThat(result.findings())
                .anyMatch(line -> line.matches("a picture takes .* ms: decoding .*, hashing .*"))
                .anyMatch(line -> line.startsWith("two threads are"))
                .anyMatch(line -> line.startsWith("processor time"));
    }

    @Test
    void theCommandPrintsThem() throws Exception {
        pictures("blobs.png");

        var cli = Cli.run("bench", "images", folder.toString(), "--runs", "1");

        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("images/s", "decoded only, one thread", "two threads are");
    }

    @Test
    void aFolderIsNeededAndPicturesInIt() {
        assertThat(Cli.run("bench", "images").status()).isEqualTo(2);
        assertThat(Cli.run("bench", "images", folder.toString()).err()).contains("no pictures in " + folder);
        assertThatThrownBy(() -> new ImagesBench(folder.resolve("missing"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aPictureThatCannotBeReadEndsItWithAReason() throws Exception {
        Files.writeString(folder.resolve("text.png"), "not a picture");

        assertThatThrownBy(() -> new ImagesBench(folder).run(1)).hasMessageContaining("unknown format");
    }
}
