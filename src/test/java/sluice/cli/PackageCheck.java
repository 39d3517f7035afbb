package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the packaged build says of itself is so. Runs after packaging, in a step of its own: before that there is no jar. */
final class PackageCheck {

    private static final Path JAR = Path.of(System.getProperty("project.directory", "."), "target/sluice.jar");
    private static final String LIST = "META-INF/sbom/sluice.cdx.json";

    private JsonNode list;
    private Set<String> beside;

    @BeforeEach
    void openTheJar() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assumeTrue(jar.getEntry(LIST) != null, "Built in Maven's offline mode, which leaves the list out.");
            try (InputStream text = jar.getInputStream(jar.getEntry(LIST))) {
                list = new ObjectMapper().readTree(text);
            }
            String path = jar.getManifest().getMainAttributes().getValue("Class-Path");
            beside = names(Stream.of(path.split(" ")));
        }
    }

    @Test
    void theListNamesEveryLibraryOnTheClassPathOfTheJarInItsVersion() {
        assertThat(listed()).containsAll(beside);
    }

    @Test
    void theListNamesNothingThatTheBuildDoesNotUse() {
        Stream<String> used = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));

        assertThat(names(used)).containsAll(listed());
    }

    @Test
    void theCommandTellsEachWithALicence() throws Exception {
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        JAR.toString(),
                        "licences")
                .start();
        String told = new String(run.getInputStream().readAllBytes());

        assertThat(run.waitFor()).isZero();
        assertThat(told.lines().map(line -> line.split(" +")[0].split(":")[1] + "-" + line.split(" +")[1] + ".jar"))
                .containsExactlyInAnyOrderElementsOf(listed());
        assertThat(told).doesNotContain("not told by its maker");
    }

    private List<String> listed() {
        List<String> listed = new ArrayList<>();
        list.path("components")
                .forEach(library -> listed.add(library.path("name").asText() + "-"
                        + library.path("version").asText() + ".jar"));
        return listed;
    }

    private static Set<String> names(Stream<String> paths) {
        return paths.filter(path -> path.endsWith(".jar"))
                .map(path -> Path.of(path).getFileName().toString())
                .collect(Collectors.toSet());
    }
}
