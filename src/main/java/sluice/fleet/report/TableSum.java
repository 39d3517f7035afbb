package sluice.fleet.report;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import sluice.sql.Identifier;

/**
 * What a table holds, in a few words that can be compared.
 *
 * @param rows how many
 * @param checksum over all values of all rows, whatever the order of the rows; 64 hexadecimal digits
 */
public record TableSum(long rows, String checksum) {

    // what a run writes by itself says nothing about the data
    private static final String LEDGER = "(?i)databasechangelog(lock)?|sluice_.*|migration_log|sqlite_.*";
    private static final BigInteger ROUND = BigInteger.ONE.shiftLeft(256);
    private static final int FETCH = 1000;

    /** The tables of a schema by name, without the ledger's; reads every row, in one transaction that is rolled back. */
    public static Map<String, TableSum> of(Connection connection, String schema) throws SQLException {
        connection.setAutoCommit(false);
        Map<String, TableSum> sums = new TreeMap<>();
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String in = tables.getString("TABLE_SCHEM");
                String table = tables.getString("TABLE_NAME");
                if ((in == null || in.equals(schema)) && !table.matches(LEDGER)) {
                    sums.put(table, null);
                }
            }
        }
        for (String table : sums.keySet()) {
            sums.put(table, of(connection, schema, table));
        }
        connection.rollback();
        return sums;
    }

    private static TableSum of(Connection connection, String schema, String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM " + Identifier.of(schema, table))) {
            statement.setFetchSize(FETCH);
            BigInteger sum = BigInteger.ZERO;
            long rows = 0;
            try (ResultSet row = statement.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                MessageDigest digest = digest();
                while (row.next()) {
                    rows++;
                    for (int column = 1; column <= columns; column++) {
                        String value = row.getString(column);
                        digest.update((value == null ? "-" : "+" + value).getBytes(StandardCharsets.UTF_8));
                        digest.update((byte) 0);
                    }
                    sum = sum.add(new BigInteger(1, digest.digest())).mod(ROUND);
                }
            }
            return new TableSum(rows, "%064x".formatted(sum));
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
