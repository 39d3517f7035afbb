package sluice.environment.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import sluice.environment.problem.ConfigurationException;

class JdbcUrlTest {

    private static final JdbcUrl PLAIN = JdbcUrl.of("jdbc:postgresql://db.example.org:6432/shop");

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example.org:6432/shop, db.example.org:6432/shop",
        "jdbc:postgresql://db.example.org/shop, db.example.org:5432/shop",
        "jdbc:postgresql:shop, localhost:5432/shop",
        "'jdbc:postgresql://one:1,two:2/shop', 'one:1,two:2/shop'",
        "jdbc:postgresql://[::1]:5/shop, [::1]:5/shop",
        "jdbc:postgresql://h/my%20shop, h:5432/my shop",
        "jdbc:postgresql://h/s?user=alice&sslmode=require&sslkey=/k&options=-c%20a.b%3Dc, h:5432/s",
        "jdbc:postgresql://h/s?password=hunter2&sslpassword=hunter3, h:5432/s",
        "jdbc:postgresql://h/s?currentSchema=user_1&user=alice, h:5432/s schema user_1",
        "jdbc:postgresql://localhost/s?socketFactory=sluice.environment.EmbeddedSocketFactory, embedded/s",
    })
    void peopleSeeHostPortDatabaseAndSchemaAndNothingElse(String text, String shown) {
        assertThat(JdbcUrl.of(text).shown()).isEqualTo(shown);
        assertThat(JdbcUrl.of(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user_1", "user_a\"b", "Grün & Co", "100%", "a,b", "x?y=z", "semi;colon", "\\", "a b+c", "'"})
    void aSchemaOfAnyNameReachesTheDriverAsOneQuotedIdentifier(String schema) {
        var url = PLAIN.withSchema(schema);

        assertThat(driverReads(url).getProperty("currentSchema")).isEqualTo('"' + schema.replace("\"", "\"\"") + '"');
        assertThat(url.schema()).contains(schema);
        assertThat(JdbcUrl.of(url.text())).isEqualTo(url).hasSameHashCodeAs(url);
    }

    @Test
    void aSchemaReplacesTheOneThatWasThere() {
        var url = JdbcUrl.of("jdbc:postgresql://h/s?currentSchema=old,public&sslmode=require")
                .withSchema("new");

        assertThat(driverReads(url).getProperty("currentSchema")).isEqualTo("\"new\"");
        assertThat(driverReads(url).getProperty("sslmode")).isEqualTo("require");
        assertThat(url.text()).doesNotContain("old", "public");
    }

    @ParameterizedTest
    @CsvSource({"user_1, user_1", "User_1, user_1", "'one,two', one", "'\"One,x\",two', 'One,x'", "'\"a\"\"b\"', 'a\"b'"
    })
    void theSchemaIsTheFirstOfThePathAsTheServerWouldReadIt(String path, String schema) {
        assertThat(PLAIN.with("currentSchema", path).schema()).contains(schema);
    }

    @Test
    void withoutASchemaThereIsNone() {
        assertThat(PLAIN.schema()).isEmpty();
        assertThat(PLAIN.with("currentSchema", " ").schema()).isEmpty();
    }

    @Test
    void aReadOnlySessionKeepsTheOptionsThatWereThere() {
        assertThat(driverReads(PLAIN.withReadOnlySession()).getProperty("options"))
                .isEqualTo("-c default_transaction_read_only=on");
        assertThat(driverReads(PLAIN.with("options", "-c geqo=off").withReadOnlySession())
                        .getProperty("options"))
                .isEqualTo("-c geqo=off -c default_transaction_read_only=on");
    }

    @Test
    void ofAParameterThatStandsTwiceTheLastCountsAsForTheDriver() {
        var url = JdbcUrl.of("jdbc:postgresql://h/s?user=one&user=two");

        assertThat(url.value("user")).contains("two").contains(driverReads(url).getProperty("user"));
        assertThat(url.without("user").text()).isEqualTo("jdbc:postgresql://h/s");
    }

    @Test
    void aParameterWithoutValueStaysOne() {
        assertThat(JdbcUrl.of("jdbc:postgresql://h/s?ssl&&x=1").value("ssl")).contains("");
    }

    @Test
    void theSocketFactoryTellsAnEmbeddedServer() {
        var url = PLAIN.with("socketFactory", "sluice.environment.EmbeddedSocketFactory");

        assertThat(url.isEmbedded()).isTrue();
        assertThat(url.with("socketFactory", "org.example.Other").isEmbedded()).isFalse();
        assertThat(PLAIN.socketFactory()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=x", "a=b&sslpassword=x", "PASSWORD=x", "pass%77ord=x"})
    void aPasswordIsSeenHoweverItIsWritten(String query) {
        assertThat(JdbcUrl.of("jdbc:postgresql://h/s?" + query).holdsPassword()).isTrue();
    }

    @Test
    void aUrlWithoutPasswordHoldsNone() {
        assertThat(JdbcUrl.of("jdbc:postgresql://h/s?user=password").holdsPassword())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://alice:hunter2@h/s",
                "jdbc:postgresql://alice:hun?ter2@h/s",
                "jdbc:postgresql://alice:hun/ter2@h/s",
                "jdbc:postgresql://h?password=hunter2",
                "jdbc:postgresql://h/?password=hunter2",
                "jdbc:postgresql:?password=hunter2",
                "jdbc:postgresql://h:99999/s?password=hunter2",
                "jdbc:postgresql://h:hunter2/s",
                "jdbc:postgresql://h:0/s?password=hunter2",
                "jdbc:postgresql://h/s/hunter2",
                "jdbc:postgresql://h/s?password=hunter2%",
                "jdbc:postgresql://h/s%?password=hunter2",
                "jdbc:mysql://h/s?password=hunter2",
                "postgres://alice:hunter2@h/s",
                ""
            })
    void aUrlThatCannotBeReadIsRefusedAndNeitherMessageNorDriverRepeatsIt(String text) {
        List<String> logged = whileLogging(() -> assertThatThrownBy(() -> JdbcUrl.of(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("ter2"));

        assertThat(logged).noneMatch(line -> line.contains("ter2"));
    }

    @Test
    void aFileOfSqliteIsRecognisedAndHasOneSchemaOnly() {
        var url = JdbcUrl.of("jdbc:sqlite:data/old.db?key=hunter2");

        assertThat(url.isPostgres()).isFalse();
        assertThat(url.shown()).isEqualTo("sqlite:data/old.db");
        assertThat(url.text()).isEqualTo("jdbc:sqlite:data/old.db?key=hunter2");
        assertThat(url.isSqlite()).isTrue();
        assertThat(url.file()).hasToString("data/old.db");
        assertThat(url.withSchema("x")).isEqualTo(url);
        assertThat(url.withReadOnlySession().text()).isEqualTo("jdbc:sqlite:data/old.db?key=hunter2&open_mode=1");
    }

    private static Properties driverReads(JdbcUrl url) {
        return Driver.parseURL(url.text(), null);
    }

    private static List<String> whileLogging(Runnable work) {
        var lines = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage()
                        + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger("org.postgresql");
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return lines;
    }
}
