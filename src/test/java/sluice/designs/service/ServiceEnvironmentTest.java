package sluice.designs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.problem.ConfigurationException;

/** The variables that deployments of the old service set, in every form that it took. */
final class ServiceEnvironmentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            postgresql://ann:secret@db:5433/shop                        | jdbc:postgresql://db:5433/shop                                | ann       | secret
            postgres://ann:secret@db/shop                               | jdbc:postgresql://db/shop                                     | ann       | secret
            postgresql+psycopg2://ann:secret@db/shop                    | jdbc:postgresql://db/shop                                     | ann       | secret
            postgresql+asyncpg://ann@db/shop                            | jdbc:postgresql://db/shop                                     | ann       | ``
            POSTGRESQL://ann:secret@db/shop                             | jdbc:postgresql://db/shop                                     | ann       | secret
            postgresql://db/shop                                        | jdbc:postgresql://db/shop                                     | ``        | ``
            postgresql://ann:s%40c%2Fr%3Aet@db/shop                     | jdbc:postgresql://db/shop                                     | ann       | s@c/r:et
            postgresql://ann:s@c/r:e?t+%@db/shop                        | jdbc:postgresql://db/shop                                     | ann       | s@c/r:e?t+%
            postgresql://ann%40work:a+b@db/shop                         | jdbc:postgresql://db/shop                                     | ann@work  | a+b
            postgresql://ann:secret@db/shop%20floor                     | jdbc:postgresql://db/shop%20floor                             | ann       | secret
            postgresql://ann:secret@db                                  | jdbc:postgresql://db/ann                                      | ann       | secret
            postgresql://ann:secret@[::1]:5432/shop                     | jdbc:postgresql://[::1]:5432/shop                             | ann       | secret
            postgresql://ann:secret@one:1,two:2/shop                    | jdbc:postgresql://one:1,two:2/shop                            | ann       | secret
            postgresql://db/shop?user=ann&password=secret               | jdbc:postgresql://db/shop                                     | ann       | secret
            postgresql://ann:secret@db/shop?sslmode=require             | jdbc:postgresql://db/shop?sslmode=require                     | ann       | secret
            postgresql://a@db/s?connect_timeout=5&application_name=x%20y | jdbc:postgresql://db/s?connectTimeout=5&ApplicationName=x%20y | a         | ``
            postgresql://a@db/s?target_session_attrs=read-write         | jdbc:postgresql://db/s?targetServerType=primary               | a         | ``
            postgresql://a@db/s?keepalives=0                            | jdbc:postgresql://db/s?tcpKeepAlive=false                     | a         | ``
            jdbc:postgresql://db/shop?sslmode=require                   | jdbc:postgresql://db/shop?sslmode=require                     | ``        | ``
            """)
    void eachFormOfADatabaseUrlIsUnderstood(String text, String url, String username, String password) {
        DatabaseAddress address = DatabaseAddress.of(" " + text + "\n");

        assertThat(address.url()).isEqualTo(url);
        assertThat(address.username()).isEqualTo(username);
        assertThat(address.password()).isEqualTo(password);
        assertThat(JdbcUrl.of(address.url()).isPostgres()).isTrue();
        assertThat(password.isEmpty() || !address.toString().contains(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:secret@db/shop",
                "ann:secret@db/shop",
                "postgresql:///shop?password=secret",
                "postgresql://ann:secret@/shop",
                "postgresql://:secret@db",
                "postgresql://ann:secret@db/shop?host=elsewhere",
                "secret"
            })
    void whatIsNoneIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> DatabaseAddress.of(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void ourVariablesAreStronger() {
        Map<String, String> former = Map.of("DATABASE_URL", "postgres://ann:secret@db/shop");

        assertThat(FormerEnvironment.translated(former))
                .containsEntry("SLUICE_URL", "jdbc:postgresql://db/shop")
                .containsEntry("SLUICE_USERNAME", "ann")
                .containsEntry("SLUICE_PASSWORD", "secret");
        assertThat(FormerEnvironment.translated(Map.of(
                        "DATABASE_URL",
                        "postgres://ann:secret@db/shop",
                        "SLUICE_PASSWORD",
                        "ours",
                        "SLUICE_USERNAME",
                        "")))
                .containsEntry("SLUICE_USERNAME", "ann")
                .containsEntry("SLUICE_PASSWORD", "ours");
        assertThat(FormerEnvironment.translated(
                        Map.of("DATABASE_URL", "nonsense", "SLUICE_URL", "jdbc:postgresql://ours/shop")))
                .containsEntry("SLUICE_URL", "jdbc:postgresql://ours/shop")
                .doesNotContainKey("SLUICE_PASSWORD");
        assertThat(FormerEnvironment.translated(Map.of("DATABASE_URL", " "))).doesNotContainKey("SLUICE_URL");
    }

    @ParameterizedTest
    @CsvSource({"all, ALL", "'', ALL", "' Startup', STARTUP", "NAS-ONLY, NAS_ONLY"})
    void modesAreKnownInLettersOfAnySize(String text, Mode mode) {
        assertThat(Mode.of(text, "MIGRATION_MODE")).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "nas_only", "nas", "startup,complex"})
    void aMistypedModeIsAnError(String text) {
        assertThatThrownBy(() -> Mode.of(text, "--mode"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--mode must be all, startup, nas-only; was '" + text + "'.");
    }

    @Test
    void aModeSaysWhatRunsAndInWhatOrder() {
        assertThat(Mode.ALL.phases()).containsExactly(Phase.STARTUP, Phase.COMPLEX, Phase.IMPORT);
        assertThat(Mode.STARTUP.phases()).isEqualTo(List.of(Phase.STARTUP));
        assertThat(Mode.NAS_ONLY.phases()).isEqualTo(List.of(Phase.IMPORT));
    }
}
