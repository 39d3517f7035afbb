package sluice.fleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.sql.Sql;

/** A file of SQLite as a fleet of one: what is known of its history without Liquibase. */
final class SqliteCatalogTest {

    private static final String CHANGELOG = """
            databaseChangeLog:
              - changeSet: { id: one, author: test, changes: [ { sql: { sql: "CREATE TABLE one (id int)" } } ] }
              - changeSet: { id: tag, author: test, changes: [ { tagDatabase: { tag: half } } ] }
              - changeSet: { id: two, author: test, changes: [ { sql: { sql: "CREATE TABLE two (id int)" } } ] }
            """;

    @TempDir
    private Path folder;

    private final Map<Key, String> options = new EnumMap<>(Key.class);
    private Target target;

    @BeforeEach
    void fill() throws Exception {
        Files.writeString(folder.resolve("changelog.yaml"), CHANGELOG);
        Path file = Files.createFile(folder.resolve("some.db"));
        target = new Target(JdbcUrl.of("jdbc:sqlite:" + file), "", Password.NONE);
        options.put(Key.URL, target.url().text());
        options.put(Key.CONTEXTS, "test");
    }

    private Fleet fleet() {
        Settings settings = Reading.settings(new Given(folder, null, "changelog.yaml", options, Map.of()));
        Changelog changelog = new Changelog(folder, "changelog.yaml", folder.resolve("verify.yaml"));
        return new Fleet(changelog, settings, target, FleetListener.NONE, () -> false);
    }

    private SchemaState state() throws Exception {
        try (Fleet fleet = fleet()) {
            return fleet.status().get(0);
        }
    }

    private void update(String tag) throws Exception {
        try (Fleet fleet = fleet()) {
            assertThat(fleet.update(new UpdateOrder(tag, UpdateOrder.Which.ALL, java.util.Optional.empty()))
                            .hasTrouble())
                    .isFalse();
        }
    }

    private void execute(String statement) throws Exception {
        try (Connection connection = target.connect()) {
            Sql.on(connection).run(statement);
        }
    }

    @Test
    void aFileThatLiquibaseHasNeverSeenIsNotBegun() throws Exception {
        assertThat(state())
                .extracting(SchemaState::known, SchemaState::done, SchemaState::expected)
                .containsExactly(false, 0, 3);
    }

    @Test
    void howFarAFileHasComeIsReadWithItsTag() throws Exception {
        update("half");
        assertThat(state())
                .extracting(SchemaState::done, SchemaState::tag, SchemaState::isUpToDate)
                .containsExactly(2, "half", false);
        update("");
        assertThat(state().isUpToDate()).isTrue();
    }

    @Test
    void aRowThatSomebodyChangedIsFound() throws Exception {
        update("");
        execute("UPDATE databasechangelog SET md5sum = '9:0' WHERE id = 'two'");
        assertThat(state()).extracting(SchemaState::done, SchemaState::changed).containsExactly(2, 1);
    }

    @Test
    void theRowOfAnotherProgramStaysLocked() throws Exception {
        update("");
        execute("UPDATE databasechangeloglock SET locked = 1, lockedby = 'somebody (10.0.0.1)'");
        update("");
        assertThat(state().locked()).isTrue();
    }

    @Test
    void theRowOfADeadProcessIsFreedEvenWhereNothingIsLeftToDo() throws Exception {
        update("");
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        String host = java.net.InetAddress.getLocalHost().getHostName();
        execute("UPDATE databasechangeloglock SET locked = 1, lockedby = 'x [process " + process.pid() + "@1 on " + host
                + "]'");
        assertThat(state().locked()).isTrue();
        update("");
        assertThat(state().locked()).isFalse();
    }

    @Test
    void aFileHasNoOtherSchemasAndNoRuns() throws Exception {
        options.put(Key.SCHEMAS, "user\\_%");
        assertThatThrownBy(this::state)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("only schema is main");
        options.remove(Key.SCHEMAS);
        try (Fleet fleet = fleet()) {
            assertThat(fleet.history(5)).isEmpty();
            assertThatThrownBy(() -> fleet.rollbackRun(1)).hasMessageContaining("runs are not recorded");
        }
    }

    @Test
    void aChangesetThatFailsLeavesNothingOfItself() throws Exception {
        Files.writeString(folder.resolve("changelog.yaml"), CHANGELOG + """
                  - changeSet:
                      id: broken
                      author: test
                      changes:
                        - sql: { sql: "CREATE TABLE three (id int)" }
                        - sql: { sql: "INSERT INTO nowhere VALUES (1)" }
                """);
        try (Fleet fleet = fleet()) {
            SchemaReport report = fleet.update(UpdateOrder.ALL).schemas().get(0);
            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.changeset()).isEqualTo("broken");
            assertThat(report.error()).contains("no such table: nowhere");
        }
        assertThat(state()).extracting(SchemaState::done, SchemaState::locked).containsExactly(3, false);
        try (Connection connection = target.connect()) {
            assertThat(Sql.on(connection).number("SELECT count(*) FROM sqlite_master WHERE name = 'three'"))
                    .isZero();
        }
    }
}
