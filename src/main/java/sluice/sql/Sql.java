package sluice.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGStatement;

/** Statements on one connection, values always bound; not thread-safe, as the connection is not. */
public final class Sql {

    /** What a row of a result becomes. */
    @FunctionalInterface
    public interface RowMapper<T> {
        /** The value of the row on which the result stands. */
        T map(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /** Statements on this connection; the connection's transaction is the caller's. */
    public static Sql on(Connection connection) {
        return new Sql(connection);
    }

    /**
     * Runs a statement that changes rows.
     *
     * @param values one for each {@code ?}; a {@code String[]} is bound as {@code text[]}
     * @return how many rows it changed
     */
    public long update(String text, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values)) {
            return statement.executeLargeUpdate();
        }
    }

    /**
     * Runs statements that take no values, as they stand: a question mark is just a character in them.
     *
     * @return how many rows they changed in all
     */
    public long run(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isResult = statement.execute(text);
            long rows = 0;
            while (isResult || statement.getLargeUpdateCount() >= 0) {
                rows += isResult ? 0 : statement.getLargeUpdateCount();
                isResult = statement.getMoreResults();
            }
            return rows;
        }
    }

    /** All rows of a query. */
    public <T> List<T> rows(String text, RowMapper<T> mapper, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(mapper.map(result));
            }
            return rows;
        }
    }

    /** All rows of a query without values, as it stands: a question mark is just a character in it. */
    public <T> List<T> plainRows(String text, RowMapper<T> mapper) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery(text)) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(mapper.map(result));
                }
                return rows;
            }
        }
    }

    /** The first row of a query, if there is one. */
    public <T> Optional<T> first(String text, RowMapper<T> mapper, Object... values) throws SQLException {
        List<T> rows = rows(text, mapper, values);
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
    }

    /** The number in the first column of the only row of a query; 0 where it is NULL. */
    public long number(String text, Object... values) throws SQLException {
        return first(text, row -> row.getLong(1), values).orElse(0L);
    }

    /** The text in the first column of the first row of a query; null where there is none. */
    public String text(String text, Object... values) throws SQLException {
        return first(text, row -> row.getString(1), values).orElse(null);
    }

    /**
     * The rows of several queries, separated by semicolons and sent together, as texts.
     *
     * @param values one for each {@code ?} of all the queries
     */
    public List<List<List<String>>> results(String text, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values)) {
            List<List<List<String>>> results = new ArrayList<>();
            for (boolean more = statement.execute(); more; more = statement.getMoreResults()) {
                results.add(texts(statement.getResultSet()));
            }
            return results;
        }
    }

    private static List<List<String>> texts(ResultSet result) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                row.add(result.getString(column));
            }
            rows.add(row);
        }
        return rows;
    }

    private PreparedStatement prepare(String text, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        if (statement.isWrapperFor(PGStatement.class)) {
            // planned for the values at hand: a plan kept from when a table was small would be used when it is large
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }
}
