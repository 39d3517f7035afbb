package sluice.environment.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;

class PasswordTest {

    private static final String PASS_FILE = "org.postgresql.pgpassfile";
    private static final Password.Prompt TYPED = question -> Optional.of("typed");

    @TempDir
    Path home;

    private final Map<Key, String> options =
            new HashMap<>(Map.of(Key.URL, "jdbc:postgresql://db.example.org/shop", Key.USERNAME, "alice"));

    @BeforeEach
    void noPassFileOfTheMachine() {
        System.setProperty(PASS_FILE, home.resolve("none").toString());
    }

    @AfterEach
    void passFileOfTheMachineAgain() {
        System.clearProperty(PASS_FILE);
    }

    @Test
    void theVariableComesBeforeEverythingElse() throws IOException {
        passwordFile("from-file\n", "rw-------");

        assertThat(settings()
                        .target(Map.of("SLUICE_PASSWORD", "from-variable"), TYPED)
                        .password()
                        .text())
                .isEqualTo("from-variable");
    }

    @Test
    void theFirstLineOfTheFileComesBeforeThePassFile() throws IOException {
        passFile("*:*:*:*:from-pass-file");
        passwordFile("from file \r\nsecond line\n", "rw-------");

        assertThat(found().text()).isEqualTo("from file ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw----", "rw--w----"})
    void aFileOpenToOthersIsRefusedWithTheCommandThatClosesIt(String permissions) throws IOException {
        passwordFile("hunter2\n", permissions);

        assertThatThrownBy(this::found)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFileThatIsMissingOrEmptyIsRefused() throws IOException {
        options.put(Key.PASSWORD_FILE, home.resolve("missing").toString());
        assertThatThrownBy(this::found).hasMessageContaining("missing cannot be read (NoSuchFileException)");

        passwordFile("\nhunter2\n", "rw-------");
        assertThatThrownBy(this::found).hasMessageContaining("empty first line").hasMessageNotContaining("hunter2");
    }

    @Test
    void aRuleOfThePassFileIsLeftToTheDriverAndNobodyIsAsked() throws IOException {
        passFile("db.example.org:5432:shop:alice:hunter2");

        assertThat(found()).isSameAs(Password.NONE);
    }

    @Test
    void aPassFileWithoutRuleForThisUserMeansThatSomebodyIsAsked() throws IOException {
        passFile("db.example.org:5432:shop:bob:hunter2");

        assertThat(found().text()).isEqualTo("typed");
    }

    @Test
    void theDriverItselfSendsThePasswordOfThePassFile() throws IOException {
        try (var server = AnsweringServer.askingPassword()) {
            passFile("127.0.0.1:" + server.port() + ":shop:alice:from\\:pass-file");

            var target = new Target(server.url(), "alice", Password.NONE);

            assertThatThrownBy(target::connect).isInstanceOf(ConnectionFailure.class);
            assertThat(server.password()).isEqualTo("from:pass-file");
        }
    }

    @Test
    void theQuestionTellsWhereAndNotWho() {
        var asked = new StringBuilder();

        settings().target(Map.of(), question -> {
            asked.append(question);
            return Optional.empty();
        });

        assertThat(asked).hasToString("Password for db.example.org:5432/shop: ");
    }

    @Test
    void whereNobodyCanBeAskedThereIsNone() {
        assertThat(settings().target(Map.of(), Password.Prompt.NOBODY).password())
                .isSameAs(Password.NONE);
        assertThat(Password.NONE.isEmpty()).isTrue();
    }

    @Test
    void theEmbeddedServerNeedsNone() {
        options.clear();

        assertThat(found()).isSameAs(Password.NONE);
    }

    @Test
    void aPasswordNeverShows() {
        assertThat(Password.of("hunter2")).hasToString("Password[hidden]");
        assertThat(Password.of("")).hasToString("Password[none]");
        assertThat(String.valueOf(new Target(settings().url(), "alice", Password.of("hunter2"))))
                .doesNotContain("hunter2", "alice");
    }

    private Password found() {
        return settings().target(Map.of("SLUICE_PASSWORD", ""), TYPED).password();
    }

    private Settings settings() {
        return Reading.settings(new Given(home.resolve("contexts"), null, "shop", options, Map.of()));
    }

    private void passwordFile(String text, String permissions) throws IOException {
        Path file = write("password", text, permissions);
        options.put(Key.PASSWORD_FILE, file.toString());
    }

    private void passFile(String rule) throws IOException {
        System.setProperty(PASS_FILE, write("rules", rule + "\n", "rw-------").toString());
    }

    private Path write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
