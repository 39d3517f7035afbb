package sluice.environment.connection;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import sluice.environment.problem.ConfigurationException;

/** A database URL taken apart and put together again, and shown to people without anything that is not theirs to see. */
public final class JdbcUrl {

    private static final String EMBEDDED_FACTORY = "sluice.environment.EmbeddedSocketFactory";

    /** The text of the URL behind which the embedded server is started, with the database that it comes with. */
    public static final String EMBEDDED = "jdbc:postgresql://localhost/sluice?socketFactory=" + EMBEDDED_FACTORY;

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String SQLITE = "jdbc:sqlite:";

    // everything before the question mark
    private final String base;
    private final List<Parameter> parameters;

    private record Parameter(String name, String value) {
        String text() {
            return encode(name) + "=" + encode(value);
        }

        boolean isPassword() {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.equals("password") || lower.equals("sslpassword");
        }
    }

    private JdbcUrl(String base, List<Parameter> parameters) {
        this.base = base;
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Takes a URL apart.
     *
     * @throws ConfigurationException if it is none that we can use; the message repeats no part of it, for it may hold a password
     */
    public static JdbcUrl of(String text) {
        if (text.startsWith(SQLITE)) {
            return new JdbcUrl(checkedFile(text), List.of());
        }
        if (!text.startsWith(POSTGRES)) {
            throw new ConfigurationException("not a URL of PostgreSQL or SQLite; write"
                    + " jdbc:postgresql://host:port/database or jdbc:sqlite:file.db");
        }
        int question = text.indexOf('?');
        String base = question < 0 ? text : text.substring(0, question);
        checkBase(base, text);
        var url = new JdbcUrl(base, question < 0 ? List.of() : parse(text.substring(question + 1)));
        url.askDriver();
        return url;
    }

    // a database in memory is gone with its connection, and we use several
    private static String checkedFile(String text) {
        String file = text.substring(SQLITE.length()).replaceFirst("\\?.*", "");
        if (file.isBlank() || file.startsWith(":") || file.startsWith("file:")) {
            throw new ConfigurationException("the URL names no file; write jdbc:sqlite:folder/file.db");
        }
        return text;
    }

    // before the driver sees it: what the driver cannot read, it logs in full
    private static void checkBase(String base, String text) {
        String rest = base.substring(POSTGRES.length());
        if (rest.startsWith("//") && (base.contains("@") || rest.indexOf('/', 2) < 0 && text.contains("@"))) {
            throw new ConfigurationException("the URL holds 'user:password@', which PostgreSQL's driver does not take;"
                    + " give the user as username and the password in SLUICE_PASSWORD");
        }
        String database = rest.startsWith("//") ? rest.substring(rest.indexOf('/', 2) + 1) : rest;
        if (rest.startsWith("//") && rest.indexOf('/', 2) < 0 || database.isEmpty() || database.contains("/")) {
            throw new ConfigurationException("the URL names no database; write jdbc:postgresql://host:port/database");
        }
        String hosts = rest.startsWith("//") ? rest.substring(2, rest.indexOf('/', 2)) : "";
        for (String host : hosts.split(",")) {
            if (!host.matches("[^:\\s]*(:\\d{1,5})?|\\[[0-9A-Fa-f:.%]+](:\\d{1,5})?")) {
                throw new ConfigurationException("the URL's host or port is wrong; write host:port, port 1 to 65535");
            }
        }
    }

    private static List<Parameter> parse(String query) {
        var parameters = new ArrayList<Parameter>();
        for (String part : query.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                parameters.add(new Parameter(decode(name), equals < 0 ? "" : decode(part.substring(equals + 1))));
            }
        }
        return parameters;
    }

    private Properties askDriver() {
        // the driver looks for a password in ~/.pgpass meanwhile; it stays in these properties, which nobody keeps
        Properties properties =
                Driver.parseURL(keeping(parameter -> !parameter.isPassword()).text(), null);
        if (properties == null) {
            throw new ConfigurationException("PostgreSQL's driver cannot read the URL; check its ports (1 to 65535),"
                    + " its %-escapes and, if it has one, its service");
        }
        return properties;
    }

    /** Whether PostgreSQL's driver takes it. */
    public boolean isPostgres() {
        return base.startsWith(POSTGRES);
    }

    /** Whether it names a file of SQLite. */
    public boolean isSqlite() {
        return base.startsWith(SQLITE);
    }

    /** The file of SQLite, without the driver's parameters. */
    public Path file() {
        return Path.of(base.substring(SQLITE.length()).replaceFirst("\\?.*", ""));
    }

    /** Whether an embedded server stands behind it. */
    public boolean isEmbedded() {
        return socketFactory().filter(EMBEDDED_FACTORY::equals).isPresent();
    }

    /** The whole URL, for a driver and never for people. */
    public String text() {
        return parameters.isEmpty()
                ? base
                : base + "?" + parameters.stream().map(Parameter::text).collect(Collectors.joining("&"));
    }

    /** Host, port, database and schema, for people: never a user, a password or another parameter. */
    public String shown() {
        if (!isPostgres()) {
            return base.substring("jdbc:".length()).replaceFirst("\\?.*", "");
        }
        String place = isEmbedded() ? "embedded" : hosts();
        return place + "/" + database()
                + schema().map(schema -> " schema " + schema).orElse("");
    }

    private String hosts() {
        var properties = askDriver();
        String[] names = properties.getProperty(PGProperty.PG_HOST.getName()).split(",");
        String[] ports = properties.getProperty(PGProperty.PG_PORT.getName()).split(",");
        var hosts = new ArrayList<String>();
        for (int index = 0; index < names.length; index++) {
            hosts.add(names[index] + ":" + ports[index]);
        }
        return String.join(",", hosts);
    }

    /** The database's name. */
    public String database() {
        return isPostgres() ? askDriver().getProperty(PGProperty.PG_DBNAME.getName()) : "";
    }

    /** The first schema of {@code currentSchema}, as the catalogue writes it. */
    public Optional<String> schema() {
        return value(PGProperty.CURRENT_SCHEMA.getName())
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(JdbcUrl::firstIdentifier);
    }

    private static String firstIdentifier(String path) {
        if (!path.startsWith("\"")) {
            return path.split(",")[0].strip().toLowerCase(Locale.ROOT);
        }
        var name = new StringBuilder();
        for (int at = 1; at < path.length(); at++) {
            boolean quote = path.charAt(at) == '"';
            if (quote && (at + 1 == path.length() || path.charAt(at + 1) != '"')) {
                break;
            }
            name.append(path.charAt(at));
            at += quote ? 1 : 0;
        }
        return name.toString();
    }

    /** The class that makes its sockets, if it names one. */
    public Optional<String> socketFactory() {
        return value(PGProperty.SOCKET_FACTORY.getName());
    }

    /** The value of a parameter, decoded; the last one counts, as it does for the driver. */
    public Optional<String> value(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals(name))
                .reduce((first, second) -> second)
                .map(Parameter::value);
    }

    /** Whether it holds the server's password or that of a key file. */
    public boolean holdsPassword() {
        return parameters.stream().anyMatch(Parameter::isPassword);
    }

    /** The same, with this one schema on the search path, whatever characters its name has; SQLite has but one. */
    public JdbcUrl withSchema(String schema) {
        return isSqlite() ? this : with(PGProperty.CURRENT_SCHEMA.getName(), '"' + schema.replace("\"", "\"\"") + '"');
    }

    /** The same, with sessions in which the server refuses to write. */
    public JdbcUrl withReadOnlySession() {
        if (isSqlite()) {
            return new JdbcUrl(base + (base.contains("?") ? "&" : "?") + "open_mode=1", List.of());
        }
        String present = value(PGProperty.OPTIONS.getName())
                .map(options -> options + " ")
                .orElse("");
        return with(PGProperty.OPTIONS.getName(), present + "-c default_transaction_read_only=on");
    }

    /** The same, with this parameter and no other of the name. */
    public JdbcUrl with(String name, String value) {
        if (!isPostgres()) {
            throw new IllegalStateException("only a URL of PostgreSQL takes parameters");
        }
        var changed = new ArrayList<>(without(name).parameters);
        changed.add(new Parameter(name, value));
        return new JdbcUrl(base, changed);
    }

    /** The same, without this parameter. */
    public JdbcUrl without(String name) {
        return keeping(parameter -> !parameter.name.equals(name));
    }

    private JdbcUrl keeping(Predicate<Parameter> wanted) {
        return new JdbcUrl(base, parameters.stream().filter(wanted).toList());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("the URL has a '%' that two hexadecimal digits do not follow");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JdbcUrl url && url.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** What {@link #shown()} gives. */
    @Override
    public String toString() {
        return shown();
    }
}
