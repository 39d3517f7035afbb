package sluice.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Login;
import sluice.environment.TestDatabase;
import sluice.marketplace.DatabaseFingerprint;

/** The two roles of contexts/ROLES.md, made by the statements that stand there, are enough for every system. */
final class RolesTest {

    private static final String FORBIDDEN = "42501";

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Scratch scratch;
    private String system;

    @ParameterizedTest
    @ValueSource(strings = {"marketplace", "grading", "journal", "designs", "listings"})
    void oneLooksAndCanNotWriteAndOneMigrates(String which) throws Exception {
        system = which;
        try (Scratch made = Scratch.in(folder)) {
            scratch = made;
            scratch.adapt("staging", system);
            database = scratch.servers.database(system);
            Login looks = database.preview();
            Login migrates = database.migration();

            Map<String, String> before = everything();
            for (String command : List.of("schemas", "explain", "preview", "status")) {
                succeeds(looks, command);
            }
            succeeds(looks, "verify", "--stage", "before");
            assertThat(run(looks, "update").status()).isNotZero();
            canNotWrite(looks);
            assertThat(everything()).isEqualTo(before);

            // what the one has shown is what the other runs
            String shown = scratch.folder.resolve("shown").toString();
            succeeds(looks, "preview", "--output", shown);
            succeeds(migrates, "update", "--approved", shown + "/index.json");
            succeeds(looks, "verify");
            assertThat(succeeds(looks, "status")).contains("up-to-date").doesNotContain("behind");
            succeeds(looks, "preview", "--rollback", system + "-start");
            theApplicationReadsWhatWasMade();
            succeeds(migrates, "rollback", "--to-tag", system + "-start");
        }
    }

    private String succeeds(Login role, String command, String... more) {
        Shell.Result result = run(role, command, more);
        assertThat(result.status())
                .as(command + " of " + system + " as " + role.username() + "\n" + result.out() + result.err())
                .isZero();
        return result.out() + result.err();
    }

    private Shell.Result run(Login role, String command, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(command, system, "--env", "staging", "--username", role.username()));
        arguments.addAll(List.of(more));
        return Shell.inProcess(scratch.folder, arguments);
    }

    private void canNotWrite(Login role) throws SQLException {
        String schema = system.equals("marketplace") ? "user_1" : "public";
        try (Connection connection = role.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            List<String> tries = new ArrayList<>(List.of(
                    "CREATE SCHEMA of_mine",
                    "CREATE TABLE " + schema + ".of_mine (id integer)",
                    "SET ROLE " + database.application().username()));
            database.query("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = '" + schema
                            + "'")
                    .forEach(row -> tries.addAll(List.of(
                            "DELETE FROM " + row.get(0), "TRUNCATE " + row.get(0), "DROP TABLE " + row.get(0))));
            for (String sql : tries) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(sql)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo(FORBIDDEN));
            }
        }
    }

    private void theApplicationReadsWhatWasMade() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (List<Object> table : database.query(
                    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname !~ '^(pg_|information|sluice$|migration_backup$)'")) {
                statement.execute("SELECT FROM " + table.get(0) + " LIMIT 1");
            }
        }
    }

    private Map<String, String> everything() throws SQLException {
        try (Connection connection = database.superuser().connect()) {
            return DatabaseFingerprint.read(connection).entries();
        }
    }
}
