package sluice.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.environment.embedded.PreparedHome;
import sluice.sql.Sql;

/** A durable server of the faults' own, whose death and full disk are part of the test. */
final class Site implements AutoCloseable {

    static final String USER = "postgres";
    static final String PASSWORD = "not-checked";

    // what was committed must survive the server's death; a small WAL, so that a small disk is enough
    private static final EmbeddedOptions OPTIONS = new EmbeddedOptions(
            0, false, Map.of("synchronous_commit", "on", "min_wal_size", "32MB", "max_wal_size", "64MB"));

    private final Path home;
    private final EmbeddedServer server;

    Site(Path home) throws IOException {
        this.home = home;
        PreparedHome.link(home);
        this.server = EmbeddedServer.join(home, OPTIONS);
    }

    int port() {
        return server.port();
    }

    String url(String database) {
        return server.url(database);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    /** A database with all that is in another one, in place of one of that name. */
    void copy(String from, String to) throws SQLException {
        try (Connection connection = connect("postgres")) {
            Sql.on(connection).run("DROP DATABASE IF EXISTS " + to + " WITH (FORCE)");
            Sql.on(connection).run("CREATE DATABASE " + to + " TEMPLATE " + from);
        }
    }

    /** Whether anybody is connected to a database. */
    boolean isUsed(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            return Sql.on(connection).number("SELECT count(*) FROM pg_stat_activity WHERE datname = ?", database) > 0;
        }
    }

    /** Ends all sessions on a database but ours. */
    void terminate(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            Sql.on(connection)
                    .text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = ?", database);
        }
    }

    /** Lets the server die as by pg_ctl stop -m immediate, and starts it again. */
    void crash() throws Exception {
        try (Stream<Path> files = Files.find(home, 4, (file, what) -> file.endsWith("postmaster.pid"))) {
            long process = Long.parseLong(
                    Files.readAllLines(files.findFirst().orElseThrow()).get(0));
            ProcessHandle postmaster = ProcessHandle.of(process).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", String.valueOf(process)).start().waitFor();
            postmaster.onExit().get();
        }
        start();
    }

    /** Starts it if it is not running. */
    void start() {
        EmbeddedServer.join(home, OPTIONS).close();
    }

    /** Takes all the room on the server's disk but a little; only on a disk of our own. */
    Path fillDisk() throws IOException {
        Path ballast = home.resolve("ballast");
        FileStore disk = Files.getFileStore(home);
        try (var out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[65536];
            while (disk.getUsableSpace() > block.length) {
                out.write(block);
            }
        } catch (IOException full) {
            // as wanted
        }
        return ballast;
    }

    /** Rows of each table by a digest of all that does not depend on when a run was, or how often it began. */
    Map<String, String> contents(String database) throws SQLException {
        Map<String, String> contents = new TreeMap<>();
        try (Connection connection = connect(database)) {
            Sql sql = Sql.on(connection);
            for (String[] table : sql.rows(TABLES, row -> new String[] {row.getString(1), row.getString(2)})) {
                contents.put(
                        table[0],
                        sql.text("SELECT count(*) || ' ' || coalesce(sum(hashtextextended(ROW(" + table[1]
                                + ")::text, 0)), 0) FROM " + table[0]));
            }
        }
        return contents;
    }

    private static final String TABLES = """
            SELECT a.attrelid::regclass::text, coalesce(string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FILTER (
                WHERE format_type(a.atttypid, NULL) !~ '^(timestamp|uuid|json)' AND a.attidentity = ''
                  AND NOT EXISTS (SELECT FROM pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum
                    AND pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|gen_random')
                  AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conrelid = a.attrelid AND f.contype = 'f'
                    AND a.attnum = ANY (f.conkey))), '1')
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
              AND n.nspname !~ '^(pg_|information_schema|sluice$)' AND c.relname !~ '^(sluice_|databasechangelog|migration_log)'
            GROUP BY a.attrelid ORDER BY 1""";

    @Override
    public void close() {
        server.close();
    }
}
