package sluice.environment.embedded.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerArchiveTest {

    private static final List<ServerArchive> SEVERAL =
            List.of(archive("9.6.24"), archive("16.15.0"), archive("16.9.0"));

    private static ServerArchive archive(String version) {
        try {
            return new ServerArchive(version, new URL("file:/" + version));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void ofSeveralOfOneMajorVersionTheNewestIsTakenByNumberAndNotByLetter() {
        assertThat(ServerArchive.choose(16, SEVERAL).version()).isEqualTo("16.15.0");
        assertThat(ServerArchive.choose(9, SEVERAL).version()).isEqualTo("9.6.24");
    }

    @Test
    void withoutAWishTheNewestOfAllIsTaken() {
        assertThat(ServerArchive.choose(0, SEVERAL).version()).isEqualTo("16.15.0");
    }

    @Test
    void aMajorVersionThatIsMissingIsToldWithThoseThatAreThere() {
        assertThatThrownBy(() -> ServerArchive.choose(18, SEVERAL))
                .hasMessageContaining("No embedded PostgreSQL 18")
                .hasMessageContaining("9.6.24, 16.9.0, 16.15.0");
    }

    @Test
    void anEmptyClassPathNamesTheFileThatIsMissing() {
        assertThatThrownBy(() -> ServerArchive.choose(0, List.of())).hasMessageContaining(".txz");
    }

    @Test
    void theMajorVersionOnTheRealClassPathIsFoundByItsNumber() {
        ServerArchive real = ServerArchive.choose(0);

        assertThat(ServerArchive.choose(real.major())).isEqualTo(real);
    }
}
