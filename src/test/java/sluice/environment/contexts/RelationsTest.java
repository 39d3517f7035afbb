package sluice.environment.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Key;
import sluice.environment.Settings;

class RelationsTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sluice.batchSizeMin=600\nsluice.batchSize=500",
                "sluice.batchSize=500\nsluice.batchSizeMax=400",
                "sluice.batchSizeMin=2000",
                "sluice.batchSizeMax=999",
                "sluice.lockTimeout=10min\nsluice.statementTimeout=9min",
                "sluice.batchTime=2s\nsluice.statementTimeout=1s"
            })
    void aBoundOnTheWrongSideIsRefused(String lines) {
        assertThatThrownBy(() -> read(lines, Map.of()))
                .hasMessageContaining("line 4: sluice.")
                .hasMessageContaining("must not be greater than sluice.");
    }

    @Test
    void aBoundThatNobodySetGivesWayToTheSizeThatSomebodyDid() throws IOException {
        var small = read("", Map.of(Key.BATCH_SIZE, "1"));
        var large = read("", Map.of(Key.BATCH_SIZE, "1000000"));

        assertThat(small.batchSizeMin()).isEqualTo(1);
        assertThat(small.batchSizeMax()).isEqualTo(100_000);
        assertThat(large.batchSizeMin()).isEqualTo(10);
        assertThat(large.batchSizeMax()).isEqualTo(1_000_000);
    }

    @Test
    void schemasOnTheCommandLineReplaceTheQueryOfTheFile() throws IOException {
        var settings = read("sluice.schemasQuery=SELECT name FROM tenants", Map.of(Key.SCHEMAS, "user_1, user_2"));

        assertThat(settings.schemas()).containsExactly("user_1", "user_2");
        assertThat(settings.schemasQuery()).isEmpty();
    }

    @Test
    void twoWaysToChooseSchemasInOneFileAreRefused() {
        assertThatThrownBy(() -> read("sluice.schemas=a\nsluice.schemasFile=b", Map.of()))
                .hasMessageContaining("line 5: only one of sluice.schemas and sluice.schemasFile");
    }

    @Test
    void anExclusionOfTheFileHoldsForSchemasOfTheCommandLine() throws IOException {
        assertThat(read("sluice.exclude=user_invalid", Map.of(Key.SCHEMAS, "user%"))
                        .exclude())
                .containsExactly("user_invalid");
    }

    @Test
    void aPasswordInAnUrlOnTheCommandLineIsRefusedForTheProcessListSakeAndNotRepeated() {
        for (String name : new String[] {"password", "sslpassword"}) {
            assertThatThrownBy(() -> read("", Map.of(Key.URL, "jdbc:postgresql://h/d?" + name + "=hunter2")))
                    .hasMessageContaining("option --url: the URL holds a password")
                    .hasMessageContaining("visible in the process list")
                    .hasMessageContaining("SLUICE_PASSWORD")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void aPasswordInTheUrlOfTheFileIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("", "jdbc:postgresql://h/d?password=hunter2", Map.of()))
                .hasMessageContaining("line 1: the URL holds a password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anUnreadableUrlIsToldWithItsLine() {
        assertThatThrownBy(() -> read("", "jdbc:postgresql://alice:hunter2@h/d", Map.of()))
                .hasMessageContaining("line 1: the URL holds 'user:password@'")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theUserOfAnUrlIsTheUsernameAndLeavesTheUrl() throws IOException {
        var settings = read("", Map.of(Key.URL, "jdbc:postgresql://h/d?user=alice&ssl=true"));

        assertThat(settings.username()).isEqualTo("alice");
        assertThat(settings.url().text()).isEqualTo("jdbc:postgresql://h/d?ssl=true");
    }

    @Test
    void aStrongerUsernameReplacesTheUserOfTheUrl() throws IOException {
        var settings = read("", "jdbc:postgresql://h/d?user=alice", Map.of(Key.USERNAME, "bob"));

        assertThat(settings.username()).isEqualTo("bob");
        assertThat(settings.url().value("user")).isEmpty();
    }

    @Test
    void twoUsersInOneFileAreRefused() {
        assertThatThrownBy(() -> read("username=bob", "jdbc:postgresql://h/d?user=alice", Map.of()))
                .hasMessageContaining("the URL and username name different users");
    }

    private Settings read(String lines, Map<Key, String> options) throws IOException {
        return read(lines, "jdbc:postgresql://h/d", options);
    }

    private Settings read(String lines, String url, Map<Key, String> options) throws IOException {
        Path folder = Files.createDirectories(home.resolve("contexts").resolve("dev"));
        Files.writeString(folder.resolve("shop.properties"), "url=" + url + "\ncontexts=dev\nlabels=\n" + lines + "\n");
        return Reading.settings(new Given(home.resolve("contexts"), "dev", "shop", options, Map.of()));
    }
}
