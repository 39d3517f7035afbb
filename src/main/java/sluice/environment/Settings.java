package sluice.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.environment.problem.Problems;
import sluice.environment.value.DurationText;
import sluice.environment.value.FailureLimit;
import sluice.environment.value.Kind;

/** Everything a command needs to know of where it works: read once, checked whole, never changed. */
public final class Settings {

    /** The two names in {@link #asMap()} that are no keys. */
    private static final String ENVIRONMENT = "environment";

    private static final String SYSTEM = "system";

    private final String environment;
    private final String system;
    private final Map<Key, String> values;
    private final NamedSources sources;

    /**
     * Takes values that were read and checked.
     *
     * @param environment its name; {@code adhoc} for a bare URL
     * @param system a folder of {@code changelogs/} or the path of a changelog
     * @param values a text for each key
     * @param sources the servers that are named beside the database
     */
    public Settings(String environment, String system, Map<Key, String> values, NamedSources sources) {
        this.environment = environment;
        this.system = system;
        this.values = Map.copyOf(values);
        this.sources = sources;
    }

    /**
     * What {@link #asMap()} gave, for a worker in another class loader.
     *
     * @throws ConfigurationException if it is anything else
     */
    public static Settings of(Map<String, String> map) {
        var problems = new Problems();
        var values = new EnumMap<Key, String>(Key.class);
        map.forEach((name, value) -> {
            if (!name.equals(ENVIRONMENT) && !name.equals(SYSTEM) && !SourceKey.isProperty(name)) {
                Key.ofProperty(name)
                        .ifPresentOrElse(
                                key -> values.put(key, value), () -> problems.add("unknown key '" + name + "'"));
            }
        });
        for (Key key : Key.values()) {
            if (!values.containsKey(key)) {
                problems.add("settings without " + key.property());
            } else if (!values.get(key).equals(key.standard())) {
                key.kind().problem(values.get(key)).ifPresent(words -> problems.add(key.property() + " " + words));
            }
        }
        if (!map.containsKey(ENVIRONMENT) || !map.containsKey(SYSTEM)) {
            problems.add("settings without environment or system");
        }
        problems.throwIfAny();
        return new Settings(map.get(ENVIRONMENT), map.get(SYSTEM), values, NamedSources.of(map));
    }

    /** Property name to text, complete, with {@code environment} and {@code system}; holds no secret. */
    public Map<String, String> asMap() {
        var map = new TreeMap<String, String>();
        values.forEach((key, value) -> map.put(key.property(), value));
        map.putAll(sources.asMap());
        map.put(ENVIRONMENT, environment);
        map.put(SYSTEM, system);
        return map;
    }

    /** The environment's name; {@code adhoc} for a bare URL. */
    public String environment() {
        return environment;
    }

    /** The system as it was given. */
    public String system() {
        return system;
    }

    /** The text of any key. */
    public String text(Key key) {
        return values.get(key);
    }

    /** The database. */
    public JdbcUrl url() {
        return JdbcUrl.of(text(Key.URL));
    }

    /** The role; empty if the driver decides. */
    public String username() {
        return text(Key.USERNAME);
    }

    /** The servers that rows are copied from, by name. */
    public NamedSources sources() {
        return sources;
    }

    /** The context expression, never empty. */
    public String contexts() {
        return text(Key.CONTEXTS);
    }

    /** The label expression; empty for all. */
    public String labels() {
        return text(Key.LABELS);
    }

    /** LIKE patterns of the tenant schemas; empty if a file, a query or the URL says which. */
    public List<String> schemas() {
        return Kind.Texts.split(text(Key.SCHEMAS));
    }

    /** LIKE patterns of schemas to leave out. */
    public List<String> exclude() {
        return Kind.Texts.split(text(Key.EXCLUDE));
    }

    /** The file that names the tenant schemas. */
    public Optional<Path> schemasFile() {
        return path(Key.SCHEMAS_FILE);
    }

    /** The query that names the tenant schemas. */
    public Optional<String> schemasQuery() {
        return present(Key.SCHEMAS_QUERY);
    }

    /** Schemas at once, 1 to 64. */
    public int parallel() {
        return number(Key.PARALLEL);
    }

    /** Schemas that go first, alone. */
    public int canary() {
        return number(Key.CANARY);
    }

    /** Whether one failing schema stops the rest. */
    public boolean stopOnError() {
        return text(Key.ON_ERROR).equals("stop");
    }

    /** How many may fail. */
    public FailureLimit maxFailures() {
        return FailureLimit.parse(text(Key.MAX_FAILURES)).orElseThrow();
    }

    /** Whether Liquibase's work in one schema is replayed in those in the same state. */
    public boolean replay() {
        return text(Key.REPLAY).equals("on");
    }

    /** Rows of the first batch. */
    public int batchSize() {
        return number(Key.BATCH_SIZE);
    }

    /** Rows of the smallest batch, never above {@link #batchSize()}. */
    public int batchSizeMin() {
        return number(Key.BATCH_SIZE_MIN);
    }

    /** Rows of the largest batch, never below {@link #batchSize()}. */
    public int batchSizeMax() {
        return number(Key.BATCH_SIZE_MAX);
    }

    /** What a batch should take. */
    public Duration batchTime() {
        return duration(Key.BATCH_TIME);
    }

    /** Rest between two batches. */
    public Duration pause() {
        return duration(Key.PAUSE);
    }

    /** Longest wait for a lock. */
    public Duration lockTimeout() {
        return duration(Key.LOCK_TIMEOUT);
    }

    /** Longest statement. */
    public Duration statementTimeout() {
        return duration(Key.STATEMENT_TIMEOUT);
    }

    /** Longest CREATE INDEX CONCURRENTLY. */
    public Duration buildTimeout() {
        return duration(Key.BUILD_TIMEOUT);
    }

    /** Further tries after a passing failure. */
    public int retries() {
        return number(Key.RETRIES);
    }

    /** More rows set aside by a copy than this stop it. */
    public int maxRejects() {
        return number(Key.MAX_REJECTS);
    }

    /** Silence after which a runner counts as dead. */
    public Duration lease() {
        return duration(Key.LEASE);
    }

    /** Whether runs give way to pressure on the server. */
    public boolean throttle() {
        return text(Key.THROTTLE).equals("on");
    }

    /** Replica lag above which a run holds. */
    public Duration throttleLag() {
        return duration(Key.THROTTLE_LAG);
    }

    /** WAL files waiting to be archived above which a run holds. */
    public int throttleArchive() {
        return number(Key.THROTTLE_ARCHIVE);
    }

    /** A query that gives a row, the reason, while a run should hold. */
    public Optional<String> throttleQuery() {
        return present(Key.THROTTLE_QUERY);
    }

    /** The file with the password. */
    public Optional<Path> passwordFile() {
        return path(Key.PASSWORD_FILE);
    }

    /**
     * The database, with its password looked for in SLUICE_PASSWORD, {@link #passwordFile}, {@code ~/.pgpass} (left to
     * the driver), and asked for last. An embedded server has none.
     *
     * @throws ConfigurationException if the file is missing, empty or open to other users
     */
    public Target target(Map<String, String> variables, Password.Prompt prompt) {
        return new Target(url(), username(), password(variables, prompt));
    }

    private Password password(Map<String, String> variables, Password.Prompt prompt) {
        String variable = variables.getOrDefault("SLUICE_PASSWORD", "");
        if (!variable.isEmpty()) {
            return Password.of(variable);
        }
        return passwordFile()
                .map(file -> Password.inFile(file, Key.PASSWORD_FILE.property()))
                .orElseGet(() -> Password.ask(url(), username(), prompt));
    }

    /** Major version of the embedded server; 0 for the one built in. */
    public int embeddedMajor() {
        return number(Key.EMBEDDED_MAJOR);
    }

    private Optional<String> present(Key key) {
        return Optional.of(text(key)).filter(text -> !text.isBlank());
    }

    private Optional<Path> path(Key key) {
        return present(key).map(Path::of);
    }

    private int number(Key key) {
        return Integer.parseInt(text(key));
    }

    private Duration duration(Key key) {
        return DurationText.parse(text(key)).orElseThrow();
    }

    /** Without the URL's parameters, the username or anything else that people should not see in a log. */
    @Override
    public String toString() {
        return "Settings[" + system + " in " + environment + "]";
    }
}
