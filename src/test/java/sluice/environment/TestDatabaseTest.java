package sluice.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void twoDatabasesDontSeeEachOther() {
        try (TestDatabase one = TestDatabase.create();
                TestDatabase other = TestDatabase.create()) {
            one.execute("CREATE TABLE parts (id BIGINT)");

            assertThat(other.query("SELECT to_regclass('parts')::TEXT")).containsExactly(nullRow());
            assertThat(one.query("SELECT to_regclass('parts')::TEXT")).containsExactly(List.of("parts"));
        }
    }

    private static List<Object> nullRow() {
        return Collections.singletonList(null);
    }

    @Test
    void aCopyHoldsWhatTheOriginalHeldAndThenGoesItsOwnWay() {
        try (TestDatabase original = TestDatabase.create()) {
            original.execute("CREATE TABLE parts AS SELECT generate_series(1, 3) AS id");
            try (TestDatabase copy = original.copy()) {
                copy.execute("DELETE FROM parts WHERE id = 1");

                assertThat(copy.query("SELECT id FROM parts ORDER BY id")).containsExactly(List.of(2), List.of(3));
                assertThat(original.query("SELECT count(*) FROM parts")).containsExactly(List.of(3L));
            }
        }
    }

    @Test
    void aReadOnlyRoleReadsAndCantWrite() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE SCHEMA tenant; CREATE TABLE tenant.parts AS SELECT 1 AS id");
            String role = database.readOnlyRole();
            try (Connection connection = database.connectAs(role);
                    Statement statement = connection.createStatement()) {
                assertThat(TestDatabase.column(connection, "SELECT id FROM tenant.parts"))
                        .containsExactly("1");
                assertThatThrownBy(() -> statement.execute("DELETE FROM tenant.parts"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void aClosedDatabaseIsGoneWithItsRolesEvenWhileSomebodyIsConnected() throws Exception {
        TestDatabase database = TestDatabase.create();
        String role = database.readOnlyRole();
        try (Connection forgotten = database.connect();
                TestDatabase witness = TestDatabase.create()) {
            assertThat(forgotten.isValid(1)).isTrue();
            database.close();

            assertThat(witness.query("SELECT 1 FROM pg_database WHERE datname = '" + database.name() + "'"))
                    .isEmpty();
            assertThat(witness.query("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'"))
                    .isEmpty();
        }
    }

    @Test
    void sessionsRunInAZoneThatIsNotUtc() {
        try (TestDatabase database = TestDatabase.create()) {
            assertThat(database.query("SHOW timezone")).containsExactly(List.of("Asia/Kathmandu"));
        }
    }

    @Test
    void aGivenUrlKeepsItsParametersAndGivesUpItsSecrets() {
        TestServer server =
                TestServerChoice.choose("jdbc:postgresql://db:5433/main?user=me&ssl=false&password=word", "embedded");

        assertThat(server.url("test_1")).isEqualTo("jdbc:postgresql://db:5433/test_1?ssl=false");
        assertThat(server.username()).isEqualTo("me");
        assertThat(server.password()).isEqualTo("word");
        assertThat(server.mainDatabase()).isEqualTo("main");
    }

    @Test
    void anUnknownKindOfServerIsRefusedWithTheKindsThatExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServerChoice.choose(null, "h2"))
                .withMessageContaining("embedded or testcontainers");
    }
}
