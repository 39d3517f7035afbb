package sluice.cli.designs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.cli.Cli;
import sluice.designs.importing.Gallery;
import sluice.sftp.TestSftpServer;

/** {@code sluice import designs} as people and programs see it. */
@Timeout(120)
class ImportCommandTest {

    @TempDir
    Path root;

    @TempDir
    Path home;

    private Gallery gallery;

    @BeforeEach
    void open() throws IOException {
        gallery = Gallery.over(root).withSample();
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private Path passwordFile(String password) throws IOException {
        return Files.setPosixFilePermissions(
                Files.writeString(home.resolve("password"), password + "\n"),
                PosixFilePermissions.fromString("rw-------"));
    }

    private Cli run(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("import", "designs"));
        gallery.options().forEach((key, value) -> all.addAll(List.of(key.option(), value)));
        if (!List.of(more).contains("--nas-password-file")) {
            all.addAll(List.of(
                    "--nas-password-file", passwordFile(TestSftpServer.PASSWORD).toString()));
        }
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void theFirstRunTellsEachBadFileAndEndsWithOneTheSecondWithZero() throws Exception {
        var first = run();

        assertThat(first.status()).isEqualTo(1);
        assertThat(first.out())
                .contains(Gallery.cups("empty.png") + ": empty: ")
                .contains("19 imported, 3 bad; 4 folders, 0 without one, 0 failed")
                .containsPattern("\\d+\\.\\d kB read, 0 associations added")
                .contains("3 look alike: " + Gallery.shirts("DTF 005.jpg") + " | ");
        assertThat(first.err()).isEmpty();

        var second = run();
        assertThat(second.status()).isZero();
        assertThat(second.out()).contains("19 unchanged, 3 still bad").contains("0 B read");
    }

    @Test
    void namesWithLineBreaksStayOnTheirLine() throws Exception {
        assertThat(run().out().lines())
                .anyMatch(line -> line.startsWith(Gallery.signs("text.png").replace("\n", "?") + ": unknown format"));
    }

    @Test
    void quietTellsOnlyWhatWentWrong() throws Exception {
        assertThat(run("--quiet").out().lines()).hasSize(3);
        assertThat(run("--quiet").out()).isEmpty();
    }

    @Test
    void theReportForProgramsIsComplete() throws Exception {
        var cli = run("--json", "-");

        var schema = cli.json().get("schemas").get(0);
        assertThat(cli.json().get("command").asText()).isEqualTo("import");
        assertThat(schema.get("schema").asText()).isEqualTo("public");
        assertThat(schema.get("outcome").asText()).isEqualTo("migrated");
        assertThat(schema.get("rows").asInt()).isEqualTo(19);
        assertThat(schema.get("rejected").asInt()).isEqualTo(3);
        assertThat(schema.get("troubles")).hasSize(3);
        assertThat(schema.get("lookAlikes").toString()).contains("flat.png");
        assertThat(cli.json().get("totals").get("imported").asInt()).isEqualTo(19);
        assertThat(run("--json", "-").schema("public").get("outcome").asText()).isEqualTo("up-to-date");
    }

    @Test
    void aWrongPasswordIsOneClearLineAndTwo() throws Exception {
        var cli = run("--nas-password-file", passwordFile("wrong-password").toString());

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains("refuses the user importer").doesNotContain("wrong-password");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void anUnknownHostIsOneClearLineAndTwo() throws Exception {
        var known = Files.writeString(home.resolve("known_hosts"), "");
        List<String> all = new ArrayList<>(List.of("import", "designs"));
        gallery.options().forEach((key, value) -> all.addAll(List.of(key.option(), value)));
        all.addAll(List.of("--nas-password-file", passwordFile("x").toString()));
        all.replaceAll(text -> text.startsWith("SHA256:") ? "" : text);
        all.addAll(List.of("--nas-known-hosts", known.toString()));

        var cli = Cli.run(all.toArray(String[]::new));

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains("ssh-keyscan").contains(gallery.server.fingerprint());
        assertThat(gallery.server.connections()).isZero();
    }

    @Test
    void withoutAFileServerItIsSkippedAndSaysSo() {
        var cli = Cli.run(
                "import", "designs", "--url", gallery.database.url(), "--username", gallery.database.username());

        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("import skipped: no file server is set (nas.host)");
    }

    @Test
    void halfAFileServerIsAnError() {
        var cli = Cli.run(
                "import",
                "designs",
                "--url",
                gallery.database.url(),
                "--username",
                gallery.database.username(),
                "--nas-host",
                "127.0.0.1");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("nas.username is missing");
    }

    @Test
    void theDistanceOfLookAlikesIsASetting() throws Exception {
        var cli = run("--nas-near-distance", "2", "--json", "-");

        // flat colour and stripes differ by three bits
        assertThat(cli.schema("public").get("lookAlikes").toString())
                .contains("UV 003.jpeg")
                .doesNotContain("flat.png");
    }

    @Test
    void onlyTheImportHasTheOptionsOfTheFileServer() {
        assertThat(Cli.run("import", "--help").out()).contains("--nas-host");
        assertThat(Cli.run("update", "--help").out()).doesNotContain("--nas-host");
    }

    @Test
    void anotherSystemHasNothingToImport() {
        assertThat(Cli.run("import", "marketplace").status()).isEqualTo(2);
    }
}
