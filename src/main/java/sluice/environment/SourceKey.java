package sluice.environment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.environment.value.Kind;
import sluice.environment.value.Setting;

/** What can be set of a named source: {@code source.<name>.<property>}, {@code SLUICE_SOURCE_<NAME>_<VARIABLE>}. */
public enum SourceKey implements Setting {
    /** Where it is. */
    URL("url", new Kind.Text("a JDBC URL of PostgreSQL without password"), "", "The server that is copied from."),
    /** Who reads there. */
    USERNAME("username", new Kind.Text("a role"), "", "Who reads there; empty: as the driver decides."),
    /** The file with that role's password. */
    PASSWORD_FILE("passwordFile", new Kind.File(), "", "Its first line is the password; mode 600."),
    /** What its columns without a time zone mean. */
    ZONE("zone", new Kind.Text("a time zone such as Europe/Belgrade"), "UTC", "Zone of timestamps without one."),
    /** Copies at once. */
    STREAMS("streams", new Kind.Whole(1, 16), "2", "Streams that copy at once, all in one snapshot.");

    private static final String PROPERTIES = "source.";
    private static final String VARIABLES = "SLUICE_SOURCE_";
    private static final Pattern PROPERTY = Pattern.compile("source\\.([a-z][a-z0-9]*)\\.(\\w+)");
    private static final Pattern VARIABLE = Pattern.compile(VARIABLES + "([A-Z][A-Z0-9]*)_[A-Z_]+");

    private final Definition definition;

    SourceKey(String property, Kind kind, String standard, String meaning) {
        this.definition = new Definition(property, kind, standard, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Its full name in a properties file, for the source of that name. */
    String propertyOf(String source) {
        return PROPERTIES + source + "." + property();
    }

    /** The source that the full name of a property speaks of. */
    static String source(String property) {
        return property.substring(PROPERTIES.length(), property.lastIndexOf('.'));
    }

    /** The variable with the password of a source; no key, because a password stands in no file. */
    static String passwordVariable(String source) {
        return VARIABLES + source.toUpperCase(Locale.ROOT) + "_PASSWORD";
    }

    /** Whether a name of a properties file speaks of a source, rightly or not. */
    public static boolean isProperty(String name) {
        return name.startsWith(PROPERTIES);
    }

    /** Whether a variable speaks of a source, rightly or not. */
    public static boolean isVariable(String name) {
        return name.startsWith(VARIABLES);
    }

    /** The key that the full name of a property ends with; empty if there is none, or the name has another form. */
    public static Optional<SourceKey> ofProperty(String name) {
        Matcher parts = PROPERTY.matcher(name);
        return Arrays.stream(values())
                .filter(key -> parts.matches() && key.property().equals(parts.group(2)))
                .findFirst();
    }

    /** The full name of the property that a variable stands for; of a variable without a key, a name that is none either. */
    public static String propertyOfVariable(String variable) {
        Matcher parts = VARIABLE.matcher(variable);
        return Arrays.stream(values())
                .filter(key -> parts.matches() && variable.endsWith("_" + key.name()))
                .findFirst()
                .map(key -> key.propertyOf(parts.group(1).toLowerCase(Locale.ROOT)))
                .orElse(PROPERTIES + variable);
    }
}
