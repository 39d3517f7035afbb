package sluice.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import sluice.environment.connection.Password;
import sluice.environment.problem.ConfigurationException;
import sluice.environment.value.DurationText;
import sluice.opensearch.Endpoint;

/**
 * The cluster of OpenSearch that an environment names, and how it is worked with.
 *
 * @param endpoint where it is and who asks
 * @param alias the name that searches use
 * @param parallel bulks or searches at once, 1 to 64
 * @param bulkBytes size of a bulk request
 * @param patience longest wait for a cluster that is away or too busy
 */
public record SearchSettings(Endpoint endpoint, String alias, int parallel, int bulkBytes, Duration patience) {

    /** The value of {@code opensearch.url} that means a node of ours. */
    public static final String EMBEDDED = "embedded";

    private static final String VARIABLE = "SLUICE_OPENSEARCH_PASSWORD";

    /**
     * Reads the keys {@code opensearch.*}; the password is looked for in SLUICE_OPENSEARCH_PASSWORD, then in the file of
     * {@code opensearch.passwordFile}.
     *
     * @param url in place of {@code opensearch.url}, for a node that was just started; empty otherwise
     * @throws ConfigurationException if something is missing or wrong
     */
    public static SearchSettings of(Settings settings, Map<String, String> variables, String url) {
        String where = url.isEmpty() ? settings.text(Key.OPENSEARCH_URL) : url;
        if (where.isBlank()) {
            throw new ConfigurationException(
                    "opensearch.url is missing; give --opensearch-url, SLUICE_OPENSEARCH_URL or a"
                            + " line in contexts/" + settings.environment() + "/" + settings.system() + ".properties");
        }
        String alias = settings.text(Key.OPENSEARCH_ALIAS);
        if (!alias.matches("[a-z0-9][a-z0-9_.-]{0,200}")) {
            throw new ConfigurationException(
                    "opensearch.alias must be small letters, digits, '_', '.' and '-', was '" + alias + "'");
        }
        try {
            Endpoint endpoint = Endpoint.of(
                    where,
                    settings.text(Key.OPENSEARCH_USERNAME),
                    password(settings, variables),
                    file(settings, Key.OPENSEARCH_CERTIFICATE_FILE));
            return new SearchSettings(
                    endpoint,
                    alias,
                    Integer.parseInt(settings.text(Key.OPENSEARCH_PARALLEL)),
                    Integer.parseInt(settings.text(Key.OPENSEARCH_BULK_KILOBYTES)) << 10,
                    DurationText.parse(settings.text(Key.OPENSEARCH_PATIENCE)).orElseThrow());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    private static String password(Settings settings, Map<String, String> variables) {
        String variable = variables.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return variable;
        }
        return file(settings, Key.OPENSEARCH_PASSWORD_FILE)
                .map(path -> Password.inFile(path, Key.OPENSEARCH_PASSWORD_FILE.property())
                        .text())
                .orElse("");
    }

    private static Optional<Path> file(Settings settings, Key key) {
        return Optional.of(settings.text(key)).filter(text -> !text.isBlank()).map(Path::of);
    }
}
