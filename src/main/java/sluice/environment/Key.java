package sluice.environment;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.environment.value.Kind;
import sluice.environment.value.Setting;

/** Everything that can be set: the one definition behind options, {@code SLUICE_*} variables and {@code contexts/}. */
public enum Key implements Setting {
    // the first four carry the names that Liquibase's Maven plugin reads from the same file
    URL("url", new Kind.Text("a JDBC URL without password"), "", "The database."),
    USERNAME("username", new Kind.Text("a role"), "", "Who connects; empty: as the driver decides."),
    CONTEXTS("contexts", new Kind.Text("a context expression"), "", "Where this is; never empty."),
    LABELS("labels", new Kind.Text("a label expression"), "", "Which phases run; empty: all."),

    SCHEMAS(
            "sluice.schemas",
            new Kind.Texts("LIKE patterns"),
            "",
            "The tenant schemas; `\\_` is a literal underscore."),
    EXCLUDE("sluice.exclude", new Kind.Texts("LIKE patterns"), "", "Schemas to leave out."),
    SCHEMAS_FILE("sluice.schemasFile", new Kind.File(), "", "The tenant schemas, a name per line."),
    SCHEMAS_QUERY("sluice.schemasQuery", new Kind.Text("one SELECT"), "", "The tenant schemas, a name per row."),
    PARALLEL("sluice.parallel", new Kind.Whole(1, 64), "2", "Schemas worked on at once."),
    CANARY("sluice.canary", new Kind.Whole(0, 10_000), "0", "Smallest schemas that run first, alone."),
    ON_ERROR("sluice.onError", choice("continue", "stop"), "continue", "What one failing schema means for the rest."),
    MAX_FAILURES("sluice.maxFailures", new Kind.Failures(), "100%", "More failing schemas than this stop the run."),

    REPLAY(
            "sluice.replay",
            choice("on", "off"),
            "on",
            "Run plain SQL once by Liquibase, then replay it in equal schemas."),

    BATCH_SIZE("sluice.batchSize", new Kind.Whole(1, 1_000_000), "1000", "Rows of the first batch."),
    BATCH_SIZE_MIN("sluice.batchSizeMin", new Kind.Whole(1, 1_000_000), "10", "Never fewer; or batchSize, if less."),
    BATCH_SIZE_MAX("sluice.batchSizeMax", new Kind.Whole(1, 1_000_000), "100000", "Never more; or batchSize, if more."),
    BATCH_TIME("sluice.batchTime", new Kind.Time(ofMillis(10), ofMinutes(10)), "500ms", "What a batch should take."),
    PAUSE("sluice.pause", new Kind.Time(ofMillis(0), ofMinutes(10)), "0ms", "Rest between two batches."),
    LOCK_TIMEOUT("sluice.lockTimeout", new Kind.Time(ofMillis(10), ofMinutes(10)), "2s", "Longest wait for a lock."),
    STATEMENT_TIMEOUT("sluice.statementTimeout", limit(), "10min", "Longest single statement."),
    BUILD_TIMEOUT("sluice.buildTimeout", limit(), "6h", "Longest CREATE INDEX CONCURRENTLY."),
    RETRIES(
            "sluice.retries",
            new Kind.Whole(0, 100),
            "8",
            "Further tries after a deadlock, timeout or lost connection."),
    MAX_REJECTS(
            "sluice.maxRejects",
            new Kind.Whole(0, 9_999_999),
            "1000000",
            "More rows set aside by a copy than this stop it."),
    LEASE(
            "sluice.lease",
            new Kind.Time(ofSeconds(5), ofHours(1)),
            "60s",
            "Silence after which a runner counts as dead."),

    THROTTLE("sluice.throttle", choice("on", "off"), "on", "Give way while the server is under pressure."),
    THROTTLE_LAG(
            "sluice.throttleLag", new Kind.Time(ofMillis(100), ofHours(1)), "10s", "Hold while a replica lags more."),
    THROTTLE_ARCHIVE(
            "sluice.throttleArchive", new Kind.Whole(1, 100_000), "100", "Hold while more WAL files await archiving."),
    THROTTLE_QUERY("sluice.throttleQuery", new Kind.Text("one SELECT"), "", "Hold while it gives a row: the reason."),

    PASSWORD_FILE("sluice.passwordFile", new Kind.File(), "", "Its first line is the password; mode 600."),
    EMBEDDED_MAJOR(
            "sluice.embeddedMajor",
            new Kind.Whole(0, 99),
            "0",
            "PostgreSQL of the embedded server; 0: the one built in."),

    NAS_HOST("nas.host", new Kind.Text("a host"), "", "The SFTP server of the image import."),
    NAS_PORT("nas.port", new Kind.Whole(1, 65_535), "22", "Its port."),
    NAS_USERNAME("nas.username", new Kind.Text("a user"), "", "Who logs in there."),
    NAS_PASSWORD_FILE("nas.passwordFile", new Kind.File(), "", "Its first line is the password there; mode 600."),
    NAS_KEY_FILE("nas.keyFile", new Kind.File(), "", "A private key to log in with, instead of a password."),
    NAS_KNOWN_HOSTS("nas.knownHosts", new Kind.File(), "~/.ssh/known_hosts", "Where the server's key stands."),
    NAS_FINGERPRINT("nas.fingerprint", new Kind.Texts("SHA256:..."), "", "Its key, instead of known hosts."),
    NAS_BASE_PATH("nas.basePath", new Kind.Text("a folder"), "/share/Graphics", "The folder of the shops."),
    NAS_BATCHED("nas.batched", choice("on", "off"), "on", "Several files at once; off: one after the other."),
    NAS_CHANNELS("nas.channels", new Kind.Whole(1, 64), "4", "Files read at once."),
    NAS_NEAR_DISTANCE("nas.nearDistance", new Kind.Whole(0, 63), "5", "Bits in which look-alikes may differ, of 256."),

    OPENSEARCH_URL(
            "opensearch.url",
            new Kind.Text("https://host:port, or embedded"),
            "",
            "The cluster of reindex and compare."),
    OPENSEARCH_USERNAME("opensearch.username", new Kind.Text("a user"), "", "Who asks the cluster; empty: nobody."),
    OPENSEARCH_PASSWORD_FILE(
            "opensearch.passwordFile", new Kind.File(), "", "Its first line is that user's password; mode 600."),
    OPENSEARCH_CERTIFICATE_FILE(
            "opensearch.certificateFile",
            new Kind.File(),
            "",
            "Who signed the cluster's certificate, PEM; empty: whom Java trusts."),
    OPENSEARCH_ALIAS(
            "opensearch.alias",
            new Kind.Text("an alias"),
            "listings_microservice",
            "The name that searches use; indices get a number behind it."),
    OPENSEARCH_PARALLEL("opensearch.parallel", new Kind.Whole(1, 64), "3", "Bulks or searches at once."),
    OPENSEARCH_BULK_KILOBYTES(
            "opensearch.bulkKilobytes", new Kind.Whole(16, 65_536), "4096", "Size of a bulk request."),
    OPENSEARCH_PATIENCE(
            "opensearch.patience",
            new Kind.Time(ofMillis(0), ofHours(1)),
            "1min",
            "Longest wait for a cluster that is away or too busy.");

    private static final String PREFIX = "SLUICE_";

    private final Definition definition;

    Key(String property, Kind kind, String standard, String meaning) {
        this.definition = new Definition(property, kind, standard, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    private static Kind choice(String... words) {
        return new Kind.Choice(List.of(words));
    }

    private static Kind limit() {
        return new Kind.Time(ofSeconds(1), ofHours(168));
    }

    /** The name of the environment variable. */
    public String variable() {
        return PREFIX + name();
    }

    /** The name of the command line option. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether only the import of images asks for it. */
    public boolean isForImport() {
        return property().startsWith("nas.");
    }

    /** Whether only the search index asks for it. */
    public boolean isForSearch() {
        return property().startsWith("opensearch.");
    }

    /** The key of that name in a properties file. */
    public static Optional<Key> ofProperty(String name) {
        return Arrays.stream(values())
                .filter(key -> key.property().equals(name))
                .findFirst();
    }

    /** The key of that environment variable. */
    public static Optional<Key> ofVariable(String name) {
        return Arrays.stream(values())
                .filter(key -> key.variable().equals(name))
                .findFirst();
    }
}
