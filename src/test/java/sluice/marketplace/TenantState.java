package sluice.marketplace;

import java.lang.reflect.RecordComponent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parents and links of one tenant, free of parents' ids, so that two schemas or databases can be compared.
 *
 * @param parents by batch string
 * @param links the batch string of the parent of each linked job, by job id
 */
public record TenantState(SortedMap<String, Parent> parents, SortedMap<Integer, String> links) {

    /** One row of {@code batch_jobs} without its id and its key; nothing rounded. */
    public record Parent(
            String marketplace,
            String actionCode,
            int totalCount,
            int completedCount,
            int failedCount,
            int cancelledCount,
            String status,
            int priority,
            Integer createdByUserId,
            Instant createdAt,
            Instant startedAt,
            Instant completedAt) {}

    /**
     * Reads a schema.
     *
     * @param connection its transaction is left to the caller
     * @return empty maps if the schema has no {@code batch_jobs}
     * @throws SQLException if the schema has parents but no jobs table or link column
     */
    public static TenantState read(Connection connection, String schema) throws SQLException {
        String parents = QuotedName.of(schema, "batch_jobs");
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement, parents)) {
                return new TenantState(Collections.emptySortedMap(), Collections.emptySortedMap());
            }
            return new TenantState(
                    parents(statement, parents), links(statement, parents, QuotedName.of(schema, "marketplace_jobs")));
        }
    }

    /**
     * Compares field by field.
     *
     * @param expected what this state should be
     * @return one line per difference, parents first; empty if the states are equal
     */
    public List<String> differencesFrom(TenantState expected) {
        List<String> lines = new ArrayList<>();
        for (String batch : union(parents.keySet(), expected.parents.keySet())) {
            compare(batch, parents.get(batch), expected.parents.get(batch), lines);
        }
        for (Integer job : union(links.keySet(), expected.links.keySet())) {
            String actual = links.get(job);
            String wanted = expected.links.get(job);
            if (!Objects.equals(actual, wanted)) {
                lines.add("job " + job + ": parent should be " + shown(wanted) + " but was " + shown(actual));
            }
        }
        return lines;
    }

    private static void compare(String batch, Parent actual, Parent expected, List<String> lines) {
        if (actual == null || expected == null) {
            lines.add("batch " + shown(batch) + (actual == null ? " is missing" : " is one too many"));
            return;
        }
        for (RecordComponent field : Parent.class.getRecordComponents()) {
            Object is = value(field, actual);
            Object should = value(field, expected);
            if (!Objects.equals(is, should)) {
                lines.add("batch " + shown(batch) + ": " + field.getName() + " should be " + shown(should) + " but was "
                        + shown(is));
            }
        }
    }

    private static Object value(RecordComponent field, Parent parent) {
        try {
            return field.getAccessor().invoke(parent);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A public record hides " + field, impossible);
        }
    }

    private static String shown(Object value) {
        return value instanceof String text ? "'" + text.replace("\n", "\\n") + "'" : String.valueOf(value);
    }

    private static <T> SortedSet<T> union(Set<T> some, Set<T> others) {
        SortedSet<T> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static boolean exists(Statement statement, String table) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT to_regclass('" + table.replace("'", "''") + "') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static SortedMap<String, Parent> parents(Statement statement, String table) throws SQLException {
        SortedMap<String, Parent> parents = new TreeMap<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                parents.put(row.getString("batch_id"), parent(row));
            }
        }
        return parents;
    }

    private static Parent parent(ResultSet row) throws SQLException {
        return new Parent(
                row.getString("marketplace"),
                row.getString("action_code"),
                row.getInt("total_count"),
                row.getInt("completed_count"),
                row.getInt("failed_count"),
                row.getInt("cancelled_count"),
                row.getString("status"),
                row.getInt("priority"),
                row.getObject("created_by_user_id", Integer.class),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "completed_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static SortedMap<Integer, String> links(Statement statement, String parents, String jobs)
            throws SQLException {
        SortedMap<Integer, String> links = new TreeMap<>();
        String select = """
                SELECT job.id, parent.batch_id
                FROM %s job JOIN %s parent ON parent.id = job.batch_job_id
                """.formatted(jobs, parents);
        try (ResultSet row = statement.executeQuery(select)) {
            while (row.next()) {
                links.put(row.getInt(1), row.getString(2));
            }
        }
        return links;
    }
}
