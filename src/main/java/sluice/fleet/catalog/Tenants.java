package sluice.fleet.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sluice.environment.Settings;
import sluice.environment.problem.ConfigurationException;
import sluice.sql.Sql;

/** Which schemas a command works on. */
public final class Tenants {

    // Smallest first: they are the canaries; the rest is turned round later.
    private static final String MATCHING = """
            SELECT n.nspname
            FROM pg_namespace n
            LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm')
            WHERE n.nspname LIKE ANY (?) AND NOT n.nspname LIKE ANY (?)
              AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice')
            GROUP BY n.nspname
            ORDER BY sum(c.relpages) NULLS FIRST, n.nspname
            """;
    private static final String SIZES = """
            SELECT w.name
            FROM unnest(?::text[]) w(name)
            LEFT JOIN pg_namespace n ON n.nspname = w.name
            LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm')
            WHERE NOT w.name LIKE ANY (?)
            GROUP BY w.name
            ORDER BY sum(c.relpages) NULLS FIRST, w.name
            """;

    private static final Pattern NOBODYS = Pattern.compile("pg_.*|information_schema|sluice", Pattern.DOTALL);

    private final Sql sql;
    private final Settings settings;

    /** Tenants as the settings choose them, on a connection that reads only. */
    public Tenants(Connection connection, Settings settings) {
        this.sql = Sql.on(connection);
        this.settings = settings;
    }

    /**
     * The schemas in the order of work: as many of the smallest as canaries are wanted, then the largest first.
     *
     * @throws ConfigurationException if none matches, or a named one does not exist
     */
    public List<String> find() throws SQLException {
        List<String> bySize = chosen();
        int canaries = Math.min(settings.canary(), bySize.size());
        List<String> order = new ArrayList<>(bySize.subList(0, canaries));
        for (int i = bySize.size() - 1; i >= canaries; i--) {
            order.add(bySize.get(i));
        }
        return order;
    }

    private List<String> chosen() throws SQLException {
        Optional<Path> file = settings.schemasFile();
        Optional<String> query = settings.schemasQuery();
        if (file.isPresent()) {
            return named(lines(file.get()));
        }
        if (query.isPresent()) {
            return named(sql.rows(query.get(), row -> row.getString(1)));
        }
        if (settings.schemas().isEmpty()) {
            return named(List.of(own()));
        }
        return matching();
    }

    private List<String> matching() throws SQLException {
        List<String> found = sql.rows(
                MATCHING,
                row -> row.getString(1),
                settings.schemas().toArray(String[]::new),
                settings.exclude().toArray(String[]::new));
        if (found.isEmpty()) {
            throw new ConfigurationException("No schema of " + settings.url().shown() + " matches "
                    + String.join(", ", settings.schemas()) + ". See which there are: sluice schemas "
                    + settings.system() + " --schemas '%'");
        }
        return found;
    }

    /** Names that somebody wrote down: each must exist, so that a slip of the pen is not a tenant that is forgotten. */
    private List<String> named(List<String> names) throws SQLException {
        Set<String> there = new LinkedHashSet<>(sql.rows("SELECT nspname FROM pg_namespace", row -> row.getString(1)));
        List<String> missing =
                names.stream().filter(name -> !there.contains(name)).toList();
        if (!missing.isEmpty() || names.isEmpty()) {
            throw new ConfigurationException(
                    names.isEmpty()
                            ? "The list of schemas is empty."
                            : "There is no schema " + String.join(", ", missing) + " in "
                                    + settings.url().shown() + ".");
        }
        List<String> own = names.stream().filter(NOBODYS.asMatchPredicate()).toList();
        if (!own.isEmpty()) {
            throw new ConfigurationException(
                    String.join(", ", own) + " can't be a tenant: it is PostgreSQL's or ours.");
        }
        return sql.rows(
                SIZES,
                row -> row.getString(1),
                names.stream().distinct().toArray(String[]::new),
                settings.exclude().toArray(String[]::new));
    }

    private String own() throws SQLException {
        String own = settings.url().schema().orElse(sql.text("SELECT current_schema()"));
        if (own == null) {
            throw new ConfigurationException("The URL names no schema that exists, and no --schemas are given.");
        }
        return own;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new ConfigurationException("The list of schemas " + file + " can't be read: " + unreadable);
        }
    }
}
