package sluice.designs.nas;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.Password;
import sluice.environment.problem.ConfigurationException;
import sluice.sftp.SftpFiles;
import sluice.sftp.SftpOptions;
import sluice.sftp.session.HostKeys;
import sluice.sftp.session.SftpFailure;
import sluice.sftp.session.SftpLogin;
import sluice.sftp.session.SftpServer;

/**
 * Where the images are and how they are read.
 *
 * @param base the folder of the shops, without a slash at its end
 * @param batched whether several files are read at once
 * @param channels how many, if so
 * @param tries further tries after a lost connection
 */
public record Nas(
        SftpServer server, HostKeys keys, SftpLogin login, String base, boolean batched, int channels, int tries) {

    /** The variables that may hold the password; the second is the old service's. */
    private static final List<String> PASSWORDS = List.of("SLUICE_NAS_PASSWORD", "QNAP_PASSWORD");

    /**
     * What the settings and variables say; empty if they say nothing of a server.
     *
     * @throws ConfigurationException if they say something and not enough
     */
    public static Optional<Nas> find(Settings settings, Map<String, String> variables) {
        var host = settings.text(Key.NAS_HOST).strip();
        var username = settings.text(Key.NAS_USERNAME).strip();
        if (host.isEmpty() && username.isEmpty()) {
            return Optional.empty();
        }
        if (host.isEmpty() || username.isEmpty()) {
            throw new ConfigurationException(
                    "The image import needs nas.host and nas.username (SLUICE_NAS_HOST, SLUICE_NAS_USERNAME); "
                            + (host.isEmpty() ? "nas.host" : "nas.username") + " is missing.");
        }
        boolean batched = settings.text(Key.NAS_BATCHED).equals("on");
        return Optional.of(new Nas(
                new SftpServer(host, number(settings, Key.NAS_PORT), username),
                keys(settings),
                login(settings, variables),
                base(settings.text(Key.NAS_BASE_PATH)),
                batched,
                batched ? number(settings, Key.NAS_CHANNELS) : 1,
                settings.retries()));
    }

    private static int number(Settings settings, Key key) {
        return Integer.parseInt(settings.text(key));
    }

    private static HostKeys keys(Settings settings) {
        var pinned = Stream.of(settings.text(Key.NAS_FINGERPRINT).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        return pinned.isEmpty() ? HostKeys.known(Path.of(settings.text(Key.NAS_KNOWN_HOSTS))) : HostKeys.pinned(pinned);
    }

    private static SftpLogin login(Settings settings, Map<String, String> variables) {
        var password = PASSWORDS.stream()
                .map(name -> variables.getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> fromFile(settings.text(Key.NAS_PASSWORD_FILE)));
        var key = settings.text(Key.NAS_KEY_FILE);
        if (!key.isBlank()) {
            return SftpLogin.key(Path.of(key), password);
        }
        if (password.isEmpty()) {
            throw new ConfigurationException("The image import has no password for the SFTP server: set"
                    + " SLUICE_NAS_PASSWORD, or nas.passwordFile, or nas.keyFile.");
        }
        return SftpLogin.password(password);
    }

    private static String fromFile(String file) {
        return file.isBlank()
                ? ""
                : Password.inFile(Path.of(file), Key.NAS_PASSWORD_FILE.property())
                        .text();
    }

    private static String base(String path) {
        var base = path.strip().replaceAll("/+$", "");
        if (base.isEmpty() || Stream.of(base.split("/")).anyMatch(".."::equals)) {
            throw new ConfigurationException(
                    "nas.basePath must be a folder of the server such as /share/Graphics, was '" + path + "'.");
        }
        return base;
    }

    /**
     * Connects.
     *
     * @param stopping whether somebody wants us to end
     * @throws SftpFailure if the server can't be reached, is not the one expected, or refuses the user
     */
    public SftpFiles open(BooleanSupplier stopping) throws SftpFailure {
        return SftpFiles.open(
                server, keys, login, new SftpOptions(channels, SftpOptions.USUAL_SILENCE, tries, stopping));
    }
}
