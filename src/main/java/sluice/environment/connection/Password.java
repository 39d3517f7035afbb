package sluice.environment.connection;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import sluice.environment.problem.ConfigurationException;

/** The password of a connection, found without it ever standing on a command line or in a file of the project. */
public final class Password {

    /** None of ours: the driver looks into {@code ~/.pgpass}, or the server asks for none. */
    public static final Password NONE = new Password("");

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** How a person is asked. */
    @FunctionalInterface
    public interface Prompt {

        /** Asks nobody. */
        Prompt NOBODY = question -> Optional.empty();

        /** The answer, or empty where nobody can be asked. */
        Optional<String> ask(String question);

        /** Asks on the terminal, if there is one; what is typed does not show. */
        static Prompt terminal() {
            return question -> {
                Console console = System.console();
                char[] answer = console == null ? null : console.readPassword("%s", question);
                return Optional.ofNullable(answer).map(String::valueOf);
            };
        }
    }

    /** A password known otherwise. */
    public static Password of(String text) {
        return text.isEmpty() ? NONE : new Password(text);
    }

    /** What a person answers; {@link #NONE} where none is needed, {@code ~/.pgpass} holds it, or nobody answers. */
    public static Password ask(JdbcUrl url, String username, Prompt prompt) {
        if (!url.isPostgres() || url.isEmbedded() || inPassFile(url, username)) {
            return NONE;
        }
        return prompt.ask("Password for " + url.shown() + ": ")
                .map(Password::of)
                .orElse(NONE);
    }

    /**
     * The first line of a file.
     *
     * @param key the property that names it, for messages
     * @throws ConfigurationException if the file is missing, empty or open to other users
     */
    public static Password inFile(Path file, String key) {
        try {
            var view = Files.getFileStore(file).supportsFileAttributeView("posix");
            if (view && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new ConfigurationException(
                        "password file " + file + " is open to other users; run: chmod 600 " + file);
            }
            String first = Files.readString(file, StandardCharsets.UTF_8).split("\r?\n", 2)[0];
            if (first.isEmpty()) {
                throw new ConfigurationException(
                        "password file " + file + " has an empty first line; write the password there");
            }
            return of(first);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "password file " + file + " cannot be read (" + e.getClass().getSimpleName() + "); check " + key);
        }
    }

    private static boolean inPassFile(JdbcUrl url, String username) {
        var known = new Properties();
        if (!username.isEmpty()) {
            PGProperty.USER.set(known, username);
        }
        Properties parsed = Driver.parseURL(url.text(), known);
        return parsed != null && PGProperty.PASSWORD.getOrNull(parsed) != null;
    }

    /** Whether the driver is to find one itself. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The password itself, for the driver alone. */
    public String text() {
        return text;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return isEmpty() ? "Password[none]" : "Password[hidden]";
    }
}
