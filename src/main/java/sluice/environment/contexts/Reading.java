package sluice.environment.contexts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.SourceKey;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.problem.ConfigurationException;
import sluice.environment.problem.Problems;
import sluice.environment.problem.Suggestion;
import sluice.environment.value.Kind;

/** One reading of all that is given into one value per key, with every problem found on the way. */
public final class Reading {

    /** Variables of ours that are no keys: the secret, and what the launcher and the tests use. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "SLUICE_PASSWORD",
            "SLUICE_OPENSEARCH_PASSWORD",
            "SLUICE_NAS_PASSWORD",
            "SLUICE_TEST_URL",
            "SLUICE_HOME",
            "SLUICE_POSTGRES");

    private final Given given;
    private final Problems problems;
    private final Map<Key, Entry> entries = new EnumMap<>(Key.class);
    private final Place place;

    private Reading(Given given, Problems problems) {
        this.given = given;
        this.problems = problems;
        boolean urlGiven = !given.options().getOrDefault(Key.URL, "").isBlank()
                || !given.variables().getOrDefault(Key.URL.variable(), "").isBlank();
        this.place = Place.find(given, urlGiven, problems);
    }

    /**
     * Reads and checks everything: option before variable before file.
     *
     * @throws ConfigurationException with a line per problem
     */
    public static Settings settings(Given given) {
        var problems = new Problems();
        var reading = new Reading(given, problems);
        var values = reading.values();
        var sources = SourceReading.of(reading.place.file(), given, problems);
        problems.throwIfAny();
        return new Settings(reading.place.environment(), given.system(), values, sources);
    }

    /** A value for every key; of use only if no problem was found. */
    private Map<Key, String> values() {
        for (Key key : Key.values()) {
            entries.put(key, Entry.standard(key));
        }
        place.file().ifPresent(file -> entries.putAll(ContextFile.read(file, problems)));
        readVariables();
        given.options().forEach((key, value) -> entries.put(key, Entry.option(key, value.strip())));
        fillIn();
        entries.forEach(this::checkValue);
        new Relations(entries, problems).check();
        var values = new EnumMap<Key, String>(Key.class);
        entries.forEach((key, entry) -> values.put(key, located(key, entry)));
        return values;
    }

    private void readVariables() {
        // the old names first: ours are stronger
        FormerVariables.read(given.variables(), entries);
        // sorted, so that the same mistakes always read the same
        new TreeMap<>(given.variables()).forEach((name, value) -> {
            if (!name.startsWith("SLUICE_") || OTHER_VARIABLES.contains(name) || SourceKey.isVariable(name)) {
                return;
            }
            var key = Key.ofVariable(name);
            if (key.isEmpty()) {
                var known = Stream.concat(Arrays.stream(Key.values()).map(Key::variable), OTHER_VARIABLES.stream());
                problems.add("variable " + name + ": unknown" + Suggestion.among(known, name));
            } else if (!value.isBlank()) {
                // build servers hand on variables that nobody filled: empty is not said
                entries.put(key.get(), Entry.variable(key.get(), value.strip()));
            }
        });
    }

    private void fillIn() {
        if (place.environment().equals(Place.ADHOC)) {
            fillIn(Key.CONTEXTS, Place.ADHOC);
        }
        if (place.environment().equals(Place.EMBEDDED) && place.file().isEmpty() && given.environment() == null) {
            fillIn(Key.CONTEXTS, Place.EMBEDDED);
            fillIn(Key.URL, JdbcUrl.EMBEDDED);
            fillIn(Key.USERNAME, "postgres");
        }
    }

    private void fillIn(Key key, String value) {
        entries.computeIfPresent(
                key,
                (ignored, entry) -> entry.source() == Entry.Source.STANDARD
                        ? new Entry(value, Entry.Source.STANDARD, entry.place())
                        : entry);
    }

    private void checkValue(Key key, Entry entry) {
        if (entry.source() != Entry.Source.STANDARD) {
            key.kind().problem(entry.value()).ifPresent(words -> problems.add(Relations.at(key, entry) + " " + words));
        }
    }

    private String located(Key key, Entry entry) {
        if (!(key.kind() instanceof Kind.File) || entry.value().isBlank()) {
            return entry.value();
        }
        if (entry.value().startsWith("~/")) {
            return Path.of(System.getProperty("user.home"), entry.value().substring(2))
                    .toString();
        }
        // a file of contexts/ means the same wherever the command is typed; an option means the current folder
        return entry.source() == Entry.Source.FILE
                ? given.home().resolve(entry.value()).toString()
                : entry.value();
    }
}
