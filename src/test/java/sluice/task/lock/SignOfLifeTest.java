package sluice.task.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.environment.TestDatabase;

/** A sign of life is heard by the server and changes nothing for what its connection does next. */
final class SignOfLifeTest {

    @Test
    void itOpensNoTransactionUnderItsConnection() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.migration().connect()) {
            connection.setAutoCommit(false);
            SignOfLife sign = SignOfLife.of(connection, Duration.ofMillis(200));
            List<Object> heard = List.of("SELECT 1", "idle");
            await().atMost(Duration.ofSeconds(20)).until(() -> signs(database).contains(heard));
            assertThat(signs(database)).containsExactly(heard);
            sign.close();
        }
    }

    private static List<List<Object>> signs(TestDatabase database) {
        return database.superuser()
                .query("SELECT query, state FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
}
