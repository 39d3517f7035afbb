package sluice.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** One user of the application: writes and reads with texts as ids, all the time, and keeps account of its own rows. */
final class LiveClient implements Runnable {

    final Map<String, String> entries = new LinkedHashMap<>();
    final List<String> users = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    long statements;
    long longestMillis;

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
        int dice = random.nextInt(10);
        if (users.isEmpty() || dice == 0) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            String written = dice % 2 == 0 ? id.toUpperCase() : id;
            statement.execute("INSERT INTO users (id, email) VALUES ('" + written + "', 'c" + number + "-"
                    + users.size() + "@live')");
            users.add(written);
        } else if (dice < 4 || entries.isEmpty()) {
            String user = users.get(random.nextInt(users.size()));
            try (ResultSet row = statement.executeQuery("INSERT INTO journal_entries (content, entry_date, user_id)"
                    + " SELECT 'live', now(), id FROM users WHERE email LIKE 'c" + number + "-" + users.indexOf(user)
                    + "@live' RETURNING id")) {
                row.next();
                entries.put(row.getString(1), user);
            }
        } else {
            List<String> ids = List.copyOf(entries.keySet());
            change(statement, dice, ids.get(random.nextInt(ids.size())));
        }
    }

    private void change(Statement statement, int dice, String entry) throws SQLException {
        if (dice < 6) {
            int user = random.nextInt(users.size());
            statement.execute("UPDATE journal_entries SET user_id = u.id FROM users u WHERE u.email = 'c" + number + "-"
                    + user + "@live' AND journal_entries.id = " + entry);
            entries.put(entry, users.get(user));
        } else if (dice < 7) {
            statement.execute("DELETE FROM journal_entries WHERE id = " + entry);
            entries.remove(entry);
        } else {
            try (ResultSet row = statement.executeQuery(
                    "SELECT lower(u.id::text) FROM journal_entries e JOIN users u ON u.id = e.user_id WHERE e.id = "
                            + entry)) {
                if (!row.next() || !row.getString(1).equals(entries.get(entry).toLowerCase())) {
                    failures.add("read another user for entry " + entry);
                }
            }
        }
    }
}
