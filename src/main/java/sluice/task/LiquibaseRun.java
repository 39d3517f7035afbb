package sluice.task;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import liquibase.ChecksumVersion;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.change.Change;
import liquibase.change.core.TagDatabaseChange;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.FastCheckService;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.changelog.visitor.DefaultChangeExecListener;
import liquibase.command.CommandScope;
import liquibase.command.core.helpers.ChangeExecListenerCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.core.SQLiteDatabase;
import liquibase.exception.LiquibaseException;
import sluice.sql.Sql;

/** One request on one open database, with stock Liquibase commands; lives inside a worker's class loader. */
final class LiquibaseRun {

    private static final String NOTHING = "-- Nothing is pending here.\n";
    private static final Pattern HISTORY = Pattern.compile("(?i)\\bdatabasechangelog\\b");

    private final Request request;
    private final Database database;
    private final Connection connection;
    private final Witness witness;
    private final ParsedChangelog parsed;

    LiquibaseRun(Request request, Database database, Connection connection, Witness witness, ParsedChangelog parsed) {
        this.parsed = parsed;
        this.request = request;
        this.database = database;
        this.connection = connection;
        this.witness = witness;
    }

    /** Does what is asked, and tells what became of it. */
    Report run() throws Exception {
        Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
        return switch (request.action()) {
            case UPDATE -> update();
            case AGAIN -> again();
            case PREVIEW -> witness.report("previewed", script(updating("updateSql", "updateToTagSql")));
            case ROLLBACK -> rollback("rollback");
            case ROLLBACK_COUNT -> rollback("rollbackCount");
            case PREVIEW_ROLLBACK -> witness.report("previewed", script(command("rollbackSql")));
            case EXPLAIN -> witness.report("previewed", explained());
            case CONCERNS -> witness.report("up-to-date", "");
            case RECIPE ->
                witness.report(
                        "previewed",
                        new Recipes(parsed.log(), database).recipe(this::isNext).text());
            case EXPECT -> witness.report("expected", expected());
        };
    }

    private Report update() throws LiquibaseException, SQLException {
        updating("update", "updateToTag").execute();
        return witness.report(witness.sawNothing() ? "up-to-date" : "migrated", "");
    }

    /** The command that goes to the end or to the tag that is asked for, whether or not that was reached before. */
    private CommandScope updating(String toTheEnd, String toTag) throws LiquibaseException, SQLException {
        String tag = request.argument();
        if (tag.isEmpty()) {
            return command(toTheEnd);
        }
        List<RanChangeSet> ran = ran();
        boolean reached = changelog().getChangeSets().stream()
                .anyMatch(changeset ->
                        tag(changeset).equals(tag) && ran.stream().anyMatch(row -> row.isSameAs(changeset)));
        return reached
                ? command(toTheEnd)
                        .addArgumentValue(
                                DatabaseChangelogCommandStep.CHANGELOG_ARG,
                                UpToTag.of(parsed.log(), tag, LiquibaseRun::tag))
                : command(toTag);
    }

    private Report again() throws Exception {
        ChangeSet changeset = changelog().getChangeSets().stream()
                .filter(set -> set.getId().equals(request.argument()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no changeset " + request.argument() + " in " + request.changelog() + "."));
        boolean recorded = ran().stream().anyMatch(ran -> ran.getId().equals(changeset.getId()));
        if (!recorded) {
            throw new IllegalStateException("Changeset " + changeset.getId()
                    + " has not run here yet, so it can't run again. Run sluice update without --again first.");
        }
        PlannedChange change = planned(changeset);
        if (change == null) {
            throw new IllegalArgumentException(
                    "Changeset " + changeset.getId() + " is no batched change; only those can run again.");
        }
        new Ledger(ChangesetKey.of(changeset)).again(connection);
        at(changeset, () -> change.execute(database));
        witness.ran(changeset, null, database, ChangeSet.ExecType.EXECUTED);
        return witness.report("migrated", "");
    }

    /** Also takes back a batched change that was killed half way, of which Liquibase's table knows nothing. */
    private Report rollback(String command) throws Exception {
        List<RanChangeSet> ran = ran();
        for (ChangeSet changeset : changelog().getChangeSets()) {
            boolean known = ran.stream().anyMatch(row -> row.isSameAs(changeset));
            PlannedChange change = known || !belongs(changeset) ? null : planned(changeset);
            if (change != null && new Ledger(ChangesetKey.of(changeset)).isHalfRun(connection)) {
                at(changeset, () -> change.rollback(database));
                witness.rolledBack(changeset, null, database);
            }
        }
        command(command).execute();
        return witness.report(witness.sawNothing() ? "up-to-date" : "rolled-back", "");
    }

    /** Whether the text holds for every schema, then a line per changeset that belongs here: path, id, author, checksum, tag, always or nothing, separated by tabs. */
    private String expected() throws Exception {
        StringBuilder lines = new StringBuilder(parsed.isReusable() ? "free\n" : "bound\n");
        for (ChangeSet changeset : changelog().getChangeSets()) {
            if (belongs(changeset)) {
                lines.append(String.join(
                                "\t",
                                changeset.getFilePath(),
                                changeset.getId(),
                                changeset.getAuthor(),
                                checksum(changeset),
                                tag(changeset),
                                changeset.isAlwaysRun() ? "always" : ""))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    /** With the database in scope, as an update has it: a change for one dbms counts only there. */
    private String checksum(ChangeSet changeset) throws Exception {
        Map<String, Object> scope = Map.of(Scope.Attr.database.name(), database);
        return Scope.child(
                scope,
                () -> changeset.generateCheckSum(ChecksumVersion.latest()).toString());
    }

    /** What is pending, changeset by changeset. */
    private String explained() throws Exception {
        List<RanChangeSet> ran = ran();
        Explanation explanation =
                new Explanation(connection, database, Surroundings.current().pace());
        StringBuilder text = new StringBuilder();
        for (ChangeSet changeset : changelog().getChangeSets()) {
            boolean pending = changeset.isAlwaysRun() || ran.stream().noneMatch(row -> row.isSameAs(changeset));
            if (belongs(changeset) && pending) {
                explanation
                        .of(changeset, planned(changeset))
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.isEmpty() ? "nothing is pending\n" : text.toString();
    }

    private boolean belongs(ChangeSet changeset) {
        List<ChangeSetFilter> filters = List.of(
                new ContextChangeSetFilter(new Contexts(request.contexts())),
                new LabelChangeSetFilter(new LabelExpression(request.labels())),
                new DbmsChangeSetFilter(database),
                new IgnoreChangeSetFilter());
        return filters.stream().allMatch(filter -> filter.accepts(changeset).isAccepted());
    }

    /** Whether a changeset belongs here, and what this run is asked for includes it. */
    private boolean isNext(ChangeSet changeset) {
        List<ChangeSet> all = changelog().getChangeSets();
        int last = request.argument().isEmpty()
                ? all.size()
                : all.stream().map(LiquibaseRun::tag).toList().indexOf(request.argument());
        return belongs(changeset) && all.indexOf(changeset) <= last;
    }

    private static String tag(ChangeSet changeset) {
        return changeset.getChanges().stream()
                .filter(TagDatabaseChange.class::isInstance)
                .map(change -> ((TagDatabaseChange) change).getTag())
                .findFirst()
                .orElse("");
    }

    private String script(CommandScope command) throws LiquibaseException {
        database.setOutputDefaultSchema(false); // the search path says which, so that equal plans read equal
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        command.setOutput(script).execute();
        String text = Script.timeless(script.toString(StandardCharsets.UTF_8));
        // each changeset changes the history; without one a run would find the same out before it takes any lock
        return HISTORY.matcher(text).find() ? text : NOTHING;
    }

    private CommandScope command(String name) throws LiquibaseException {
        CommandScope command = new CommandScope(name)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                .addArgumentValue(DatabaseChangelogCommandStep.CHANGELOG_ARG, parsed.log())
                .addArgumentValue(DatabaseChangelogCommandStep.CHANGELOG_FILE_ARG, request.changelog())
                .addArgumentValue(DatabaseChangelogCommandStep.CONTEXTS_ARG, request.contexts())
                .addArgumentValue(DatabaseChangelogCommandStep.LABEL_FILTER_ARG, request.labels())
                .addArgumentValue(
                        ChangeExecListenerCommandStep.CHANGE_EXEC_LISTENER_ARG, new DefaultChangeExecListener(witness));
        if (name.startsWith("update")) {
            command.addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF);
        }
        if (!request.argument().isEmpty()) {
            if (name.equals("rollbackCount")) {
                command.addArgumentValue("count", Integer.valueOf(request.argument()));
            } else if (!List.of("update", "updateSql").contains(name)) {
                command.addArgumentValue("tag", request.argument());
            }
        }
        return command;
    }

    DatabaseChangeLog changelog() {
        return parsed.log();
    }

    private List<RanChangeSet> ran() throws LiquibaseException, SQLException {
        String table = Sql.on(connection)
                .text(
                        database instanceof SQLiteDatabase
                                ? "SELECT name FROM sqlite_master WHERE lower(name) = 'databasechangelog'"
                                : "SELECT to_regclass(quote_ident(current_schema()) || '.databasechangelog')");
        return table == null ? List.of() : database.getRanChangeSetList();
    }

    private PlannedChange planned(ChangeSet changeset) {
        for (Change change : changeset.getChanges()) {
            if (change instanceof CustomChangeWrapper custom
                    && custom.getCustomChange() instanceof PlannedChange planned) {
                change.validate(database); // sets the parameters
                return planned;
            }
        }
        return null;
    }

    private void at(ChangeSet changeset, Scope.ScopedRunner<?> work) throws Exception {
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.changeSet.name(), changeset);
        scope.put(Scope.Attr.database.name(), database);
        Scope.child(scope, work);
    }
}
