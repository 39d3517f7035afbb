package sluice.environment.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.problem.ConfigurationException;
import sluice.sql.Sql;

/** A file of SQLite: the connection to it, and the copy that is taken of it. */
final class SqliteFileTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path path;
    private SqliteFile file;

    @BeforeEach
    void fill() throws Exception {
        path = folder.resolve("it's a file.db");
        Files.createFile(path);
        file = new SqliteFile(JdbcUrl.of("jdbc:sqlite:" + path));
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE item (id integer PRIMARY KEY, name text)");
            connection.setAutoCommit(false);
            for (int i = 0; i < 2000; i++) {
                statement.execute("INSERT INTO item (name) VALUES ('" + "x".repeat(100) + i + "')");
            }
            connection.commit();
        }
    }

    @Test
    void aCopyLiesBesideTheFileAndHoldsTheSameRows() throws Exception {
        Path copy = file.backup(NOON);

        assertThat(copy).isEqualTo(folder.resolve("it's a file.db.20260301T120000Z.backup"));
        try (Connection connection = new SqliteFile(JdbcUrl.of("jdbc:sqlite:" + copy)).connect()) {
            assertThat(Sql.on(connection).number("SELECT count(*) FROM item")).isEqualTo(2000);
        }
    }

    @Test
    void aCopyLeavesOutWhatAWriterHasNotCommitted() throws Exception {
        try (Connection writer = file.connect()) {
            writer.setAutoCommit(false);
            Sql.on(writer).update("DELETE FROM item WHERE id > 1000");

            Path copy = file.backup(NOON);

            try (Connection connection = new SqliteFile(JdbcUrl.of("jdbc:sqlite:" + copy)).connect()) {
                assertThat(Sql.on(connection).number("SELECT count(*) FROM item"))
                        .isEqualTo(2000);
            }
        }
    }

    @Test
    void anOlderCopyIsNotOverwritten() {
        file.backup(NOON);

        assertThatThrownBy(() -> file.backup(NOON))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it is not overwritten");
    }

    @Test
    void aDamagedFileIsFoundBeforeAnythingBegins() throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "rw")) {
            bytes.seek(4096 * 5);
            bytes.write(new byte[4096 * 3]);
        }

        assertThatThrownBy(() -> file.backup(NOON))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nothing was begun");
        assertThat(folder.resolve("it's a file.db.20260301T120000Z.backup")).doesNotExist();
    }

    @Test
    void aFileThatIsMissingIsNotMade() {
        var missing = new SqliteFile(JdbcUrl.of("jdbc:sqlite:" + folder.resolve("none.db")));

        assertThatThrownBy(missing::connect)
                .isInstanceOf(ConnectionFailure.class)
                .hasMessageContaining("there is no such file");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Path text = Files.writeString(
                folder.resolve("notes.txt"), "no database at all, but long enough to be one".repeat(50));

        assertThatThrownBy(() -> new SqliteFile(JdbcUrl.of("jdbc:sqlite:" + text)).connect())
                .isInstanceOf(ConnectionFailure.class)
                .hasMessageContaining("can't be opened as a database");
    }

    @Test
    void aReadOnlySessionCannotWrite() throws Exception {
        var target = new Target(JdbcUrl.of("jdbc:sqlite:" + path), "", Password.NONE).readOnly();
        try (Connection connection = target.connect()) {
            assertThatThrownBy(() -> Sql.on(connection).update("DELETE FROM item"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void aDatabaseInMemoryIsRefusedBecauseItEndsWithItsConnection() {
        assertThatThrownBy(() -> JdbcUrl.of("jdbc:sqlite::memory:"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the URL names no file; write jdbc:sqlite:folder/file.db");
    }
}
