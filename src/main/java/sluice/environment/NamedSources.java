package sluice.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import sluice.environment.connection.JdbcUrl;

/** The servers that an environment names beside its database: {@code source.<name>.url} and what belongs to it. */
public final class NamedSources {

    /** None. */
    public static final NamedSources NONE = new NamedSources(Map.of());

    // by property name, as in a file
    private final Map<String, String> values;

    private NamedSources(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Those of checked properties, by their full names, such as {@link #asMap} gives; other names are passed over. */
    public static NamedSources of(Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>(properties);
        values.keySet().removeIf(name -> !SourceKey.isProperty(name));
        return new NamedSources(values);
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
        return values.keySet().stream()
                .filter(property -> property.endsWith("." + SourceKey.URL.property()))
                .map(SourceKey::source)
                .sorted()
                .toList();
    }

    private String text(String name, SourceKey key) {
        return values.getOrDefault(key.propertyOf(name), key.standard());
    }
}
