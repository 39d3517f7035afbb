package sluice.task.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.FastCheckService;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.visitor.DefaultChangeExecListener;
import liquibase.command.CommandScope;
import liquibase.command.core.helpers.ChangeExecListenerCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import sluice.task.ChangesetKey;
import sluice.task.Ledger;
import sluice.task.PlannedChange;
import sluice.task.Surroundings;
import sluice.task.changelog.History;
import sluice.task.changelog.ParsedChangelog;
import sluice.task.changelog.Selection;
import sluice.task.changelog.UpToTag;
import sluice.task.preview.Explanation;
import sluice.task.preview.Recipes;
import sluice.task.preview.Script;
import sluice.task.request.Report;
import sluice.task.request.Request;

/** One request on one open database, with stock Liquibase commands; lives inside a worker's class loader. */
final class LiquibaseRun {

    private static final String NOTHING = "-- Nothing is pending here.\n";
    private static final Pattern HISTORY = Pattern.compile("(?i)\\bdatabasechangelog\\b");

    private final Request request;
    private final Database database;
    private final Connection connection;
    private final Witness witness;
    private final ParsedChangelog parsed;
    private final Selection selection;

    LiquibaseRun(Request request, Database database, Connection connection, Witness witness, ParsedChangelog parsed) {
        this.parsed = parsed;
        this.request = request;
        this.database = database;
        this.connection = connection;
        this.witness = witness;
        this.selection = new Selection(parsed, request, database);
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
                        new Recipes(parsed.log(), database)
                                .recipe(selection::isNext)
                                .text());
            case EXPECT -> witness.report("expected", selection.expected());
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
        List<RanChangeSet> ran = History.of(database);
        boolean reached = selection.all().stream()
                .anyMatch(changeset ->
                        Selection.tag(changeset).equals(tag) && ran.stream().anyMatch(row -> row.isSameAs(changeset)));
        return reached
                ? command(toTheEnd)
                        .addArgumentValue(DatabaseChangelogCommandStep.CHANGELOG_ARG, UpToTag.of(parsed.log(), tag))
                : command(toTag);
    }

    private Report again() throws Exception {
        ChangeSet changeset = selection.all().stream()
                .filter(set -> set.getId().equals(request.argument()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no changeset " + request.argument() + " in " + request.changelog() + "."));
        boolean recorded =
                History.of(database).stream().anyMatch(ran -> ran.getId().equals(changeset.getId()));
        if (!recorded) {
            throw new IllegalStateException("Changeset " + changeset.getId()
                    + " has not run here yet, so it can't run again. Run sluice update without --again first.");
        }
        PlannedChange change = selection.planned(changeset);
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
        List<RanChangeSet> ran = History.of(database);
        for (ChangeSet changeset : selection.all()) {
            boolean known = ran.stream().anyMatch(row -> row.isSameAs(changeset));
            PlannedChange change = known || !selection.belongs(changeset) ? null : selection.planned(changeset);
            if (change != null && new Ledger(ChangesetKey.of(changeset)).isHalfRun(connection)) {
                at(changeset, () -> change.rollback(database));
                witness.rolledBack(changeset, null, database);
            }
        }
        command(command).execute();
        return witness.report(witness.sawNothing() ? "up-to-date" : "rolled-back", "");
    }

    /** What is pending, changeset by changeset. */
    private String explained() throws Exception {
        List<RanChangeSet> ran = History.of(database);
        Explanation explanation =
                new Explanation(connection, database, Surroundings.current().pace());
        StringBuilder text = new StringBuilder();
        for (ChangeSet changeset : selection.all()) {
            boolean pending = changeset.isAlwaysRun() || ran.stream().noneMatch(row -> row.isSameAs(changeset));
            if (selection.belongs(changeset) && pending) {
                explanation
                        .of(changeset, selection.planned(changeset))
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.isEmpty() ? "nothing is pending\n" : text.toString();
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

    private void at(ChangeSet changeset, Scope.ScopedRunner<?> work) throws Exception {
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.changeSet.name(), changeset);
        scope.put(Scope.Attr.database.name(), database);
        Scope.child(scope, work);
    }
}
