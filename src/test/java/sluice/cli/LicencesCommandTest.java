package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What is inside is told with its licence, and what nobody told is not made up. */
final class LicencesCommandTest {

    @Test
    void aLinePerLibraryInTheOrderOfNames() throws Exception {
        var list = new ObjectMapper().readTree("""
                {"components": [
                  {"group": "org.two", "name": "b", "version": "2", "licenses": [{"license": {"name": "House rules"}}]},
                  {"group": "org.one", "name": "a", "version": "1.0",
                    "licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "Apache-2.0"}}]},
                  {"group": "org.two", "name": "c", "version": "3", "licenses": [{"expression": "GPL-2.0 WITH x"}]},
                  {"group": "org.two", "name": "d", "version": "4"}]}
                """);

        assertThat(LicencesCommand.lines(list).stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "org.one:a 1.0 MIT or Apache-2.0",
                        "org.two:b 2 House rules",
                        "org.two:c 3 GPL-2.0 WITH x",
                        "org.two:d 4 not told by its maker");
    }

    @Test
    void aBuildWithoutTheListSaysHowToMakeOne() {
        Cli cli = Cli.run("licences");

        if (LicencesCommand.class.getResource("/META-INF/sbom/sluice.cdx.json") == null) {
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).contains("./mvnw -DskipTests package");
        } else {
            assertThat(cli.status()).as(cli.err()).isZero();
            assertThat(cli.out()).contains("org.liquibase:liquibase-core", "Apache-2.0", "org.postgresql:postgresql");
        }
    }
}
