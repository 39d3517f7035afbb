package sluice.environment.contexts;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sluice.environment.NamedSources;
import sluice.environment.SourceKey;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.problem.ConfigurationException;
import sluice.environment.problem.Problems;

/** Reads and checks what an environment's file and the variables say of the servers beside its database. */
public final class SourceReading {

    private final Path home;
    private final Problems problems;
    // by property name, as in a file
    private final Map<String, String> values = new TreeMap<>();

    private SourceReading(Path home, Problems problems) {
        this.home = home;
        this.problems = problems;
    }

    /**
     * What variables alone say, for a client that reads no file of ours.
     *
     * @throws ConfigurationException with a line per problem
     */
    public static NamedSources ofVariables(Map<String, String> variables) {
        Problems problems = new Problems();
        SourceReading reading = new SourceReading(Path.of(""), problems);
        reading.take(variables);
        problems.throwIfAny();
        return NamedSources.of(reading.values);
    }

    /** Variable before file; what is wrong goes to the problems, and the sources are of use only if nothing is. */
    static NamedSources of(Optional<Path> file, Given given, Problems problems) {
        SourceReading reading = new SourceReading(given.home(), problems);
        file.ifPresent(reading::take);
        reading.take(given.variables());
        return NamedSources.of(reading.values);
    }

    // what is wrong with the file's form is told by whoever reads its other keys
    private void take(Path file) {
        for (PropertyFile.Line line : PropertyFile.read(file, new Problems())) {
            if (SourceKey.isProperty(line.key())) {
                take(line.key(), located(line), PropertyFile.place(file, line.number()) + ": " + line.key());
            }
        }
    }

    private void take(Map<String, String> variables) {
        new TreeMap<>(variables).forEach((name, value) -> {
            if (SourceKey.isVariable(name) && !name.endsWith("_PASSWORD") && !value.isBlank()) {
                take(SourceKey.propertyOfVariable(name), value.strip(), "variable " + name + ": the value");
            }
        });
    }

    private String located(PropertyFile.Line line) {
        boolean isFile = line.key().endsWith("." + SourceKey.PASSWORD_FILE.property());
        return isFile && !line.value().startsWith("~/")
                ? home.resolve(line.value()).toString()
                : line.value();
    }

    private void take(String name, String value, String place) {
        Optional<SourceKey> key = SourceKey.ofProperty(name);
        if (key.isEmpty()) {
            // the value is never repeated: it may be a secret under a wrong name
            problems.add(place
                    + (name.toLowerCase(Locale.ROOT).contains("password")
                            ? ": no password belongs here; use the variable SLUICE_SOURCE_<NAME>_PASSWORD, ~/.pgpass, or"
                                    + " source.<name>.passwordFile"
                            : " is unknown; a source has source.<name>."
                                    + Arrays.stream(SourceKey.values())
                                            .map(SourceKey::property)
                                            .collect(Collectors.joining(", "))
                                    + " with a name of small letters and digits"));
            return;
        }
        problem(key.get(), value).ifPresent(words -> problems.add(place + " " + words));
        values.put(name, value);
    }

    private static Optional<String> problem(SourceKey key, String value) {
        try {
            if (key == SourceKey.URL) {
                JdbcUrl url = JdbcUrl.of(value);
                return url.isPostgres() && !url.holdsPassword()
                        ? Optional.empty()
                        : Optional.of("must be " + key.kind().limits());
            }
            if (key == SourceKey.ZONE) {
                ZoneId.of(value);
            }
            return key.kind().problem(value);
        } catch (ConfigurationException wrong) {
            return Optional.of("is wrong: " + wrong.getMessage());
        } catch (DateTimeException unknown) {
            return Optional.of("must be " + key.kind().limits() + ", was '" + value + "'");
        }
    }
}
