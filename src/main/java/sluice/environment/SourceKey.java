package sluice.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

    private final Definition definition;

    SourceKey(String property, Kind kind, String standard, String meaning) {
        this.definition = new Definition(property, kind, standard, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    static Optional<SourceKey> ofProperty(String name) {
        return Arrays.stream(values())
                .filter(key -> key.property().equals(name))
                .findFirst();
    }

    /** The longest of the variables' endings that a variable has, so that PASSWORD_FILE is not taken for a name. */
    static Optional<SourceKey> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(key -> variable.endsWith("_" + key.name()))
                .findFirst();
    }

    static List<String> properties() {
        return Arrays.stream(values()).map(Setting::property).toList();
    }
}
