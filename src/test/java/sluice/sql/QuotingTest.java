package sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.TestDatabase;

/** Names and values become SQL that the server reads back as what they were. */
class QuotingTest {

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user_1", "User_AB", "user_1-b", "user_a\"b", "user_%", "select", "a.b", "x; DROP", "ü $1 :y ?"})
    void aHostileNameMeansItself(String name) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.on(connection).run("CREATE SCHEMA " + Identifier.of(name));
            Sql.on(connection).run("CREATE TABLE " + Identifier.of(name, name) + " (id int)");

            assertThat(Sql.on(connection)
                            .rows(
                                    "SELECT schemaname FROM pg_tables WHERE tablename = ?",
                                    row -> row.getString(1),
                                    name))
                    .containsExactly(name);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\0b"})
    void aNameThatCannotExistIsRefused(String name) {
        assertThatThrownBy(() -> Identifier.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void aTextIsReadBackAsItWasWhateverTheServerThinksOfBackslashes(String conforming) throws SQLException {
        List<String> texts = List.of("", "it's", "''", "a\\b", "\\'", "E'\\n'", "$$", "ü\n\t?", "-- /*");
        try (Connection connection = database.connect()) {
            Sql.on(connection).run("SET standard_conforming_strings = " + conforming);
            Sql.on(connection).run("SET backslash_quote = on");

            for (String text : texts) {
                try (var statement = connection.createStatement();
                        var result =
                                statement.executeQuery("SELECT " + Literal.of(text) + ", " + Literal.array(texts))) {
                    result.next();
                    assertThat(result.getString(1)).isEqualTo(text);
                    assertThat((String[]) result.getArray(2).getArray()).containsExactlyElementsOf(texts);
                }
            }
        }
    }

    @Test
    void nothingIsNull() {
        assertThat(Literal.of(null)).isEqualTo("NULL");
    }
}
