package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sluice.environment.ConfigurationException;
import sluice.environment.Settings;
import sluice.environment.Target;
import sluice.task.ProgressListener;
import sluice.task.Report;
import sluice.task.Request;
import sluice.task.Request.Action;

/** One system on all chosen schemas of one database: what each command does there. */
public final class Fleet implements AutoCloseable {

    private final Changelog changelog;
    private final Settings settings;
    private final Target target;
    private final FleetListener listener;
    private final BooleanSupplier stopWanted;
    private final Workers workers;
    private final Catalog catalog;

    /** @param stopWanted asked between batches and between schemas */
    public Fleet(
            Changelog changelog, Settings settings, Target target, FleetListener listener, BooleanSupplier stopWanted) {
        this.changelog = changelog;
        this.settings = settings;
        this.target = target;
        this.listener = listener;
        this.stopWanted = stopWanted;
        this.workers = new Workers(stopWanted);
        this.catalog = Catalog.of(target.url());
    }

    /** The schemas in the order of work. Errors are those of {@link Tenants#find}. */
    public List<String> schemas() throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            return catalog.schemas(connection, settings);
        }
    }

    /** How far each schema has come. */
    public List<SchemaState> status() throws SQLException {
        List<String> schemas = schemas();
        return states(schemas, expected(schemas));
    }

    /**
     * Runs what is pending; schemas in which nothing is are found by asking the database, without Liquibase.
     *
     * @param tag up to this tag, or empty
     * @throws ConfigurationException if the changelog is wrong or has no such tag
     */
    public FleetReport update(String tag) throws SQLException {
        long start = System.nanoTime();
        List<String> schemas = schemas();
        Expected all = expected(schemas);
        requireTag(tag, all.tags());
        Expected expected = all.upTo(tag);
        Map<String, SchemaReport> reports = new HashMap<>();
        List<String> behind = new ArrayList<>();
        for (SchemaState state : states(schemas, expected)) {
            if (state.isUpToDate()) {
                reports.put(state.schema(), SchemaReport.of(state.schema(), Outcome.UP_TO_DATE, ""));
            } else {
                behind.add(state.schema());
            }
        }
        run(behind, Action.UPDATE, tag, target).forEach(report -> reports.put(report.schema(), report));
        proved(reports, expected);
        return new FleetReport(List.copyOf(reports.values()), since(start));
    }

    /** Runs a data change again that is recorded as run, e.g. for rows that came late. */
    public FleetReport again(String changeset) throws SQLException {
        long start = System.nanoTime();
        List<String> schemas = schemas();
        if (expected(schemas).rows().stream().noneMatch(row -> row.id().equals(changeset))) {
            throw new ConfigurationException("There is no changeset " + changeset + " in " + changelog.path() + ".");
        }
        return new FleetReport(run(schemas, Action.AGAIN, changeset, target), since(start));
    }

    /** Writes what an update would run, in sessions that can't write. */
    public FleetReport preview(String tag) throws SQLException {
        long start = System.nanoTime();
        List<String> schemas = schemas();
        requireTag(tag, expected(schemas).tags());
        return new FleetReport(run(schemas, Action.PREVIEW, tag, target.readOnly()), since(start));
    }

    /** Tells what an update would mean for live tables: rows, batches, locks, time; in sessions that can't write. */
    public FleetReport explain() throws SQLException {
        long start = System.nanoTime();
        return new FleetReport(run(schemas(), Action.EXPLAIN, "", target.readOnly()), since(start));
    }

    /** Writes what a rollback would run, in sessions that can't write. */
    public FleetReport previewRollback(String tag) throws SQLException {
        long start = System.nanoTime();
        List<String> schemas = schemas();
        requireTag(tag, expected(schemas).tags());
        return new FleetReport(run(schemas, Action.PREVIEW_ROLLBACK, tag, target.readOnly()), since(start));
    }

    /** Takes back what came after a tag; a schema that never reached it has nothing to take back. */
    public FleetReport rollback(String tag) throws SQLException {
        long start = System.nanoTime();
        List<String> schemas = schemas();
        Expected expected = expected(schemas);
        requireTag(tag, expected.tags());
        List<SchemaReport> reports = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        List<SchemaState> states = states(schemas, expected.upTo(tag));
        for (SchemaState state : states) {
            if (state.known() && state.done() == state.expected()) {
                reached.add(state.schema());
            } else {
                reports.add(SchemaReport.of(state.schema(), Outcome.SKIPPED, "never reached the tag " + tag));
            }
        }
        reports.addAll(run(reached, Action.ROLLBACK, tag, target));
        return new FleetReport(reports, since(start));
    }

    /** Holds each schema to the checks of a stage. */
    public FleetReport verify(String stage) throws SQLException {
        long start = System.nanoTime();
        List<Check> checks = Check.read(changelog.checks(), stage, target.url().isSqlite() ? "sqlite" : "postgresql");
        List<SchemaReport> reports = new ParallelRun(settings, listener, stopWanted)
                .run(
                        schemas(),
                        schema -> new Verification(catalog, target.readOnly().forSchema(schema), schema, checks)
                                .run(() -> ask(schema, Action.CONCERNS, "", target.readOnly())));
        return new FleetReport(reports, since(start));
    }

    @Override
    public void close() {
        workers.close();
    }

    private Expected expected(List<String> schemas) {
        Report report = ask(schemas.get(0), Action.EXPECT, "", target.readOnly());
        if (!report.error().isEmpty()) {
            throw new ConfigurationException(report.error());
        }
        return Expected.parse(report.text());
    }

    private List<SchemaState> states(List<String> schemas, Expected expected) throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            return catalog.states(connection, schemas, expected);
        }
    }

    /** Liquibase's own success is no proof: what it calls migrated must be so in its table. */
    private void proved(Map<String, SchemaReport> reports, Expected expected) throws SQLException {
        List<String> migrated = reports.values().stream()
                .filter(report -> report.outcome() == Outcome.MIGRATED)
                .map(SchemaReport::schema)
                .toList();
        for (SchemaState state : migrated.isEmpty() ? List.<SchemaState>of() : states(migrated, expected)) {
            if (!state.isUpToDate()) {
                reports.put(
                        state.schema(),
                        SchemaReport.of(
                                state.schema(),
                                Outcome.FAILED,
                                "Liquibase reported success, but only " + state.done() + " of " + state.expected()
                                        + " changesets are recorded and " + state.changed()
                                        + " with another checksum; look into " + state.schema()
                                        + ".databasechangelog"));
            }
        }
    }

    private void requireTag(String tag, List<String> tags) {
        if (!tag.isEmpty() && !tags.contains(tag)) {
            throw new ConfigurationException("There is no tag " + tag + " in " + changelog.path() + ". There are: "
                    + String.join(", ", tags) + ".");
        }
    }

    private List<SchemaReport> run(List<String> schemas, Action action, String argument, Target where)
            throws SQLException {
        Refusals refusals = refusals();
        return new ParallelRun(settings, listener, stopWanted).run(schemas, schema -> {
            Optional<String> refused = refusals.reason(schema);
            if (refused.isPresent()) {
                return SchemaReport.of(schema, Outcome.FAILED, refused.get());
            }
            long start = System.nanoTime();
            Report report = ask(schema, action, argument, where);
            return SchemaReport.of(schema, report, since(start));
        });
    }

    private Refusals refusals() throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            return new Refusals(connection);
        }
    }

    private Report ask(String schema, Action action, String argument, Target where) {
        Target tenant = where.forSchema(schema);
        Request request = new Request(
                action,
                tenant.url().text(),
                tenant.username(),
                tenant.password().text(),
                changelog.path(),
                changelog.folder().toString(),
                settings.contexts(),
                settings.labels(),
                argument,
                settings.asMap());
        return workers.run(request, settings.retries(), new ProgressListener() {
            @Override
            public void rows(String changeset, long rows, long estimate) {
                listener.rows(schema, rows, estimate);
            }

            @Override
            public void notice(String message) {
                listener.notice(schema, message);
            }
        });
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
