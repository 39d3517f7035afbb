package sluice.marketplace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds the legacy state of just before the data migration, so that tests start where real databases do.
 *
 * <p>It leaves transactions to the caller: with autocommit every step is kept at once.
 */
public final class LegacyTenants {

    /** The schema from which tenants are cloned and whose sequences they share. */
    public static final String TEMPLATE = "template_tenant";

    /** The leftover schema in the shape of before the rename. */
    public static final String INVALID = "user_invalid";

    private static final Pattern OWNER = Pattern.compile("user_([0-9]{1,9})");

    private final Connection connection;

    private LegacyTenants(Connection connection) {
        this.connection = connection;
    }

    /** Those of a database that has them already, e.g. a copy. */
    public static LegacyTenants in(Connection connection) {
        return new LegacyTenants(connection);
    }

    /**
     * Creates the users, the action types, {@link #TEMPLATE} without batches, and {@link #INVALID} with two old jobs.
     *
     * @param connection to a database that has none of these yet
     * @return what adds the tenants, on the same connection
     * @throws SQLException if something of it is there already
     */
    public static LegacyTenants create(Connection connection) throws SQLException {
        LegacyTenants tenants = new LegacyTenants(connection);
        tenants.execute(LegacyTables.SHARED);
        tenants.build(LegacyTables.OLD_SHAPE, TEMPLATE);
        tenants.build(LegacyTables.RENAMED_TEMPLATE, TEMPLATE);
        tenants.build(LegacyTables.OLD_SHAPE, INVALID);
        tenants.execute("""
                INSERT INTO user_invalid.vinted_jobs (batch_id, action_type_id, status) VALUES
                    ('publish_20250101_120000_0badcafe', 3, 'completed'),
                    ('publish_20250101_120000_0badcafe', 3, 'failed')
                """);
        return tenants;
    }

    /**
     * Adds a tenant with an empty jobs table and neither {@code batch_jobs} nor the link column.
     *
     * <p>A clone has what the template has, so add such tenants before {@link #addBatches} on the template.
     *
     * @param schema a new name; the owner of {@code user_<id>} becomes a row of {@code public.users}
     * @return this, for the next tenant
     * @throws SQLException if the schema exists
     */
    public LegacyTenants withoutBatches(String schema) throws SQLException {
        build(LegacyTables.CLONED_TENANT, schema);
        addOwner(schema);
        return this;
    }

    /**
     * Adds a tenant that has {@code batch_jobs} and the link column already, with some batches of the application.
     *
     * @param schema a new name
     * @param nativeBatches how many batches with linked jobs to add, 0 or more
     * @return this, for the next tenant
     * @throws SQLException if the schema exists
     */
    public LegacyTenants withBatches(String schema, int nativeBatches) throws SQLException {
        withoutBatches(schema);
        addBatches(schema);
        NativeBatches.add(connection, schema, nativeBatches);
        return this;
    }

    /**
     * Adds a tenant registered after the rename, whose creation left out jobs, tasks and batches.
     *
     * @param schema a new name
     * @return this, for the next tenant
     * @throws SQLException if the schema exists
     */
    public LegacyTenants withoutJobs(String schema) throws SQLException {
        execute("CREATE SCHEMA %1$s; CREATE TABLE %1$s.products (LIKE template_tenant.products INCLUDING ALL)"
                .formatted(QuotedName.of(schema)));
        addOwner(schema);
        return this;
    }

    /**
     * Gives a schema the enum, {@code batch_jobs} and the link column, as the old migrations did.
     *
     * @param schema one with a jobs table, the template included
     * @return this, for the next tenant
     * @throws SQLException if the schema has them already or has no jobs table
     */
    public LegacyTenants addBatches(String schema) throws SQLException {
        build(LegacyTables.BATCHES, schema);
        return this;
    }

    private void addOwner(String schema) throws SQLException {
        Matcher owner = OWNER.matcher(schema);
        if (!owner.matches()) {
            return;
        }
        int id = Integer.parseInt(owner.group(1));
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO public.users (id, email) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            statement.setInt(1, id);
            statement.setString(2, "owner-" + id + "@example.org");
            statement.executeUpdate();
        }
    }

    private void build(String statements, String schema) throws SQLException {
        execute(statements.formatted(QuotedName.of(schema)));
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
