package sluice.fleet.verification;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sluice.environment.problem.ConfigurationException;

/**
 * Something that must hold in a schema.
 *
 * @param name a short sentence that is true when it holds
 * @param stage {@code before} the migration or {@code after} it
 * @param query gives one value
 * @param expect the value, as text; null where a source is asked
 * @param message what it means when it does not hold, and what next
 * @param dbms {@code postgresql} or {@code sqlite} if it is meant for one of them only, else null
 * @param source the source whose answer to {@code sourceQuery} is expected of {@code query}, see {@link AgainstSource}; else null
 */
public record Check(
        String name,
        String stage,
        String query,
        String expect,
        String message,
        String dbms,
        String source,
        String sourceQuery) {

    private record File(List<Check> checks) {}

    /**
     * The checks of a stage for a database, {@code postgresql} or {@code sqlite}.
     *
     * @throws ConfigurationException if the file is missing, malformed, or has none for this stage
     */
    public static List<Check> read(Path file, String stage, String dbms) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "There is nothing to verify: no file " + file.getFileName() + " beside the changelog.");
        }
        try {
            ObjectMapper mapper =
                    new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            List<Check> checks = mapper.readValue(file.toFile(), File.class).checks().stream()
                    .filter(check -> check.stage().equals(stage))
                    .filter(check -> check.dbms() == null || check.dbms().equals(dbms))
                    .toList();
            if (checks.isEmpty()) {
                throw new ConfigurationException(
                        "There is no check for the stage " + stage + " in " + file.getFileName() + ".");
            }
            return checks;
        } catch (IOException malformed) {
            throw new ConfigurationException(file.getFileName() + " can't be read: "
                    + malformed.getMessage().lines().findFirst().orElse(""));
        }
    }
}
