package sluice.environment;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The servers that an environment names beside its database: {@code source.<name>.url} and what belongs to it. */
public final class NamedSources {

    /** None. */
    public static final NamedSources NONE = new NamedSources(Map.of());

    private static final String PREFIX = "source.";
    private static final Pattern PROPERTY = Pattern.compile("source\\.([a-z][a-z0-9]*)\\.(\\w+)");
    private static final Pattern VARIABLE = Pattern.compile(Source.VARIABLE + "([A-Z][A-Z0-9]*)_[A-Z_]+");

    // by property name, as in a file
    private final Map<String, String> values;

    private NamedSources(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Whether a name of a properties file speaks of a source. */
    static boolean isProperty(String name) {
        return name.startsWith(PREFIX);
    }

    /** Whether a variable speaks of a source. */
    static boolean isVariable(String name) {
        return name.startsWith(Source.VARIABLE);
    }

    /** What {@link #asMap} gave; other names are passed over. */
    static NamedSources of(Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>(properties);
        values.keySet().removeIf(name -> !isProperty(name));
        return new NamedSources(values);
    }

    /** What variables alone say, for a client that reads no file of ours; of use only if nothing is wrong with them. */
    public static NamedSources ofVariables(Map<String, String> variables) {
        Problems problems = new Problems();
        NamedSources sources = read(Optional.empty(), variables, Path.of(""), problems);
        problems.throwIfAny();
        return sources;
    }

    /** Variable before file; what is wrong goes to the problems. */
    static NamedSources read(Optional<Path> file, Map<String, String> variables, Path home, Problems problems) {
        Map<String, String> values = new TreeMap<>();
        // what is wrong with the file's form is told by whoever reads its other keys
        file.ifPresent(path -> PropertyFile.read(path, new Problems()).stream()
                .filter(line -> isProperty(line.key()))
                .forEach(line -> {
                    String place = PropertyFile.place(path, line.number()) + ": ";
                    take(line.key(), fromFile(line, home), place + line.key(), values, problems);
                }));
        new TreeMap<>(variables).forEach((name, value) -> {
            if (isVariable(name) && !name.endsWith("_PASSWORD") && !value.isBlank()) {
                take(property(name), value.strip(), "variable " + name + ": the value", values, problems);
            }
        });
        return new NamedSources(values);
    }

    private static String fromFile(PropertyFile.Line line, Path home) {
        boolean isFile = line.key().endsWith("." + SourceKey.PASSWORD_FILE.property());
        return isFile && !line.value().startsWith("~/")
                ? home.resolve(line.value()).toString()
                : line.value();
    }

    private static String property(String variable) {
        Matcher parts = VARIABLE.matcher(variable);
        return SourceKey.ofVariable(variable)
                .filter(key -> parts.matches())
                .map(key -> PREFIX + parts.group(1).toLowerCase(Locale.ROOT) + "." + key.property())
                .orElse(PREFIX + variable);
    }

    private static void take(String name, String value, String place, Map<String, String> values, Problems problems) {
        Matcher parts = PROPERTY.matcher(name);
        Optional<SourceKey> key = parts.matches() ? SourceKey.ofProperty(parts.group(2)) : Optional.empty();
        if (key.isEmpty()) {
            // the value is never repeated: it may be a secret under a wrong name
            problems.add(place
                    + (name.toLowerCase(Locale.ROOT).contains("password")
                            ? ": no password belongs here; use the variable SLUICE_SOURCE_<NAME>_PASSWORD, ~/.pgpass, or"
                                    + " source.<name>.passwordFile"
                            : " is unknown; a source has source.<name>." + String.join(", ", SourceKey.properties())
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

    /** Property name to text; holds no secret. */
    public Map<String, String> asMap() {
        return values;
    }

    /** The source of that name, empty if the environment gives it no URL. */
    public Optional<Source> find(String name) {
        String url = text(name, SourceKey.URL);
        if (url.isBlank()) {
            return Optional.empty();
        }
        JdbcUrl parsed = JdbcUrl.of(url);
        String user = text(name, SourceKey.USERNAME);
        String file = text(name, SourceKey.PASSWORD_FILE)
                .replaceFirst("^~(?=/)", Matcher.quoteReplacement(System.getProperty("user.home")));
        return Optional.of(new Source(
                name,
                parsed.without("user"),
                user.isEmpty() ? parsed.value("user").orElse("") : user,
                Optional.of(file).filter(text -> !text.isBlank()).map(Path::of),
                text(name, SourceKey.ZONE),
                Integer.parseInt(text(name, SourceKey.STREAMS))));
    }

    /** The names of all sources that have a URL. */
    public List<String> names() {
        String end = "." + SourceKey.URL.property();
        return values.keySet().stream()
                .filter(name -> name.endsWith(end))
                .map(name -> name.substring(PREFIX.length(), name.length() - end.length()))
                .sorted()
                .toList();
    }

    private String text(String name, SourceKey key) {
        return values.getOrDefault(PREFIX + name + "." + key.property(), key.standard());
    }
}
