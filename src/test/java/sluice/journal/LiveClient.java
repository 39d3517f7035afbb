package sluice.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One user of the application: writes and reads with texts as ids, all the time, and keeps account of its own rows. */
final class LiveClient implements Runnable {

    private static final long THINKS =
            Duration.ofMillis(Integer.getInteger("journal.thinks", 0)).toNanos();

    /** The tables it writes to, and what a row of each begins with; all rows of clients are found by it. */
    private static final Map<String, String> INSERTS = Map.of(
            "journal_entries", "(content, entry_date, user_id) SELECT 'live', now(), id",
            "tags", "(color, name, user_id) SELECT 'live', gen_random_uuid()::text, id",
            "reminders", "(title, message, frequency, time, user_id) SELECT 'live', 'live', 'DAILY', now(), id");

    static final String ROWS = """
            SELECT 'journal_entries ' || id, lower(user_id::text) FROM journal_entries WHERE content = 'live'
            UNION ALL SELECT 'tags ' || id, lower(user_id::text) FROM tags WHERE color = 'live'
            UNION ALL SELECT 'reminders ' || id, lower(user_id::text) FROM reminders WHERE message = 'live'
            """;

    /** Table and id of each row of its own, and whose it is. */
    final Map<String, String> rows = new LinkedHashMap<>();

    final List<String> failures = new ArrayList<>();
    long statements;
    long longestMillis;

    private final List<String> tables = INSERTS.keySet().stream().sorted().toList();
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Connection connection;
    private final BooleanSupplier isOver;
    private final Random random;
    private final int number;

    LiveClient(Connection connection, int number, BooleanSupplier isOver) {
        this.connection = connection;
        this.number = number;
        this.isOver = isOver;
        this.random = new Random(number);
    }

    @Override
    public void run() {
        try (connection;
                Statement statement = connection.createStatement()) {
            while (!isOver.getAsBoolean()) {
                step(statement);
                LockSupport.parkNanos(THINKS); // people do, and other programs want the machine, too
            }
        } catch (SQLException e) {
            failures.add("connection: " + e.getMessage());
        }
    }

    private void step(Statement statement) {
        long start = System.nanoTime();
        try {
            act(statement);
        } catch (SQLException e) {
            failures.add(e.getSQLState() + " " + e.getMessage());
        }
        statements++;
        longestMillis = Math.max(longestMillis, (System.nanoTime() - start) / 1_000_000);
    }

    private void act(Statement statement) throws SQLException {
        int dice = random.nextInt(20);
        if (users.isEmpty() || dice < 2) {
            join(statement, dice == 0);
        } else if (dice < 8 || rows.isEmpty()) {
            String email = any(users);
            String table = tables.get(random.nextInt(tables.size()));
            try (ResultSet row = statement.executeQuery("INSERT INTO " + table + " " + INSERTS.get(table)
                    + " FROM users WHERE email = '" + email + "' RETURNING id")) {
                row.next();
                rows.put(table + " " + row.getString(1), users.get(email));
            }
        } else {
            change(statement, dice, any(rows));
        }
    }

    private void join(Statement statement, boolean inCapitals) throws SQLException {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        String email = "c" + number + "-" + statements + "@live";
        statement.execute("INSERT INTO users (id, email) VALUES ('%s', '%s')"
                .formatted(inCapitals ? id.toUpperCase() : id, email));
        users.put(email, id);
    }

    private void change(Statement statement, int dice, String place) throws SQLException {
        String table = place.split(" ")[0];
        String row = table + ".id = " + place.split(" ")[1];
        if (dice < 12) {
            String email = any(users);
            statement.execute("UPDATE %1$s SET user_id = u.id FROM users u WHERE u.email = '%2$s' AND %3$s"
                    .formatted(table, email, row));
            rows.put(place, users.get(email));
        } else if (dice < 14) {
            statement.execute("DELETE FROM " + table + " WHERE " + row);
            rows.remove(place);
        } else {
            read(
                    statement,
                    place,
                    "SELECT lower(u.id::text) FROM %1$s JOIN users u ON u.id = %1$s.user_id WHERE %2$s"
                            .formatted(table, row));
        }
    }

    private void read(Statement statement, String place, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            if (!row.next() || !row.getString(1).equals(rows.get(place))) {
                failures.add("read another user for " + place);
            }
        }
    }

    private String any(Map<String, String> map) {
        List<String> keys = List.copyOf(map.keySet());
        return keys.get(random.nextInt(keys.size()));
    }
}
