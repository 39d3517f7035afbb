package sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.sql.Sql;

/** The journal's legacy tables with many rows: five entries, half a tag and half a reminder for each user. */
final class JournalTables {

    private static final String SCHEMA_FILE = "changelogs/journal/legacy/001-legacy-tables.sql";
    // rows come first: each by itself they would be looked up in users
    private static final List<String> REFERENCES = List.of("journal_entries", "tags", "reminders");
    private static final String UNLINK = "ALTER TABLE %1$s DROP CONSTRAINT %1$s_user_id_fkey";
    private static final String LINK =
            "ALTER TABLE %1$s ADD CONSTRAINT %1$s_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)";
    private static final String FILL = """
            CREATE TEMP TABLE people AS
            SELECT n, CAST(gen_random_uuid() AS text) AS id FROM generate_series(1, %1$d) n;
            ANALYZE people;
            INSERT INTO users (id, email, full_name, google_id)
            SELECT id, 'user' || n || '@example.org', 'User ' || n, CASE WHEN n %% 4 = 0 THEN 'google-' || n END FROM people;
            INSERT INTO journal_entries (title, content, entry_date, user_id)
            SELECT 'Day ' || g, repeat('text ', 20), now(), p.id
            FROM generate_series(1, 5 * %1$d) g JOIN people p ON p.n = 1 + g * CAST(7919 AS bigint) %% %1$d;
            INSERT INTO tags (name, color, user_id) SELECT 'tag ' || n, '#aabbcc', id FROM people WHERE n %% 2 = 0;
            INSERT INTO reminders (title, message, frequency, time, is_active, user_id)
            SELECT 'Reminder ' || n, 'Write something', 'DAILY', now(), true, id FROM people WHERE n %% 2 = 1;
            DROP TABLE people
            """;

    private JournalTables() {}

    /** Rows in all that so many users make. */
    static long rows(long users) {
        return users * 7;
    }

    /** Makes and fills them in the connection's current schema. */
    static void fill(Connection connection, Path home, long users) throws SQLException {
        Sql sql = Sql.on(connection);
        sql.run(text(home.resolve(SCHEMA_FILE)));
        for (String table : REFERENCES) {
            sql.run(UNLINK.formatted(table));
        }
        sql.run(FILL.formatted(users));
        for (String table : REFERENCES) {
            sql.run(LINK.formatted(table));
        }
        for (String table : List.of("users", "journal_entries", "tags", "reminders")) {
            sql.run("VACUUM ANALYZE " + table);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException trouble) {
            throw new UncheckedIOException("Can't read " + file + ", which makes the journal's tables.", trouble);
        }
    }
}
