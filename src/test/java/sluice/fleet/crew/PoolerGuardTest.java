package sluice.fleet.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;

/** Sessions that are not one's own are noticed before anything is written. */
final class PoolerGuardTest {

    private final TestDatabase db = TestDatabase.create();

    @AfterEach
    void drop() {
        db.close();
    }

    @Test
    void aServerItselfIsAccepted() {
        Target target = new Target(JdbcUrl.of(db.url()), db.username(), Password.of(db.password()));
        assertThatCode(() -> PoolerGuard.check(target)).doesNotThrowAnyException();
    }

    @Test
    void twoClientsOnOneSessionAreNoticed() throws SQLException {
        try (Connection shared = db.connect()) {
            assertThat(PoolerGuard.trouble(shared, shared)).contains("share one session");
        }
    }

    @Test
    void twoSessionsAreLeftAsTheyWere() throws SQLException {
        try (Connection one = db.connect();
                Connection other = db.connect()) {
            assertThat(PoolerGuard.trouble(one, other)).isEmpty();
            assertThat(other.getAutoCommit()).isTrue();
        }
    }
}
