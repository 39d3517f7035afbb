package sluice.task.changelog;

import java.util.List;
import java.util.Map;
import liquibase.ChecksumVersion;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.change.core.TagDatabaseChange;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.database.Database;
import sluice.task.PlannedChange;
import sluice.task.request.Request;

/** Which changesets of a changelog a request is about, whether or not they ran. */
public final class Selection {

    private final ParsedChangelog parsed;
    private final Request request;
    private final Database database;

    /** The selection that this request makes on this database. */
    public Selection(ParsedChangelog parsed, Request request, Database database) {
        this.parsed = parsed;
        this.request = request;
        this.database = database;
    }

    /** All changesets of the changelog, in order, also those that do not belong here. */
    public List<ChangeSet> all() {
        return parsed.log().getChangeSets();
    }

    /** Whether a changeset belongs here, by its contexts, labels and kind of database. */
    public boolean belongs(ChangeSet changeset) {
        List<ChangeSetFilter> filters = List.of(
                new ContextChangeSetFilter(new Contexts(request.contexts())),
                new LabelChangeSetFilter(new LabelExpression(request.labels())),
                new DbmsChangeSetFilter(database),
                new IgnoreChangeSetFilter());
        return filters.stream().allMatch(filter -> filter.accepts(changeset).isAccepted());
    }

    /** Whether a changeset belongs here, and stands before or at the tag that is asked for, if one is. */
    public boolean isNext(ChangeSet changeset) {
        int last = request.argument().isEmpty()
                ? all().size()
                : all().stream().map(Selection::tag).toList().indexOf(request.argument());
        return belongs(changeset) && all().indexOf(changeset) <= last;
    }

    /** The tag that a changeset sets, empty if none. */
    public static String tag(ChangeSet changeset) {
        return changeset.getChanges().stream()
                .filter(TagDatabaseChange.class::isInstance)
                .map(change -> ((TagDatabaseChange) change).getTag())
                .findFirst()
                .orElse("");
    }

    /** The planned change of a changeset, with its parameters set; null if it holds none. */
    public PlannedChange planned(ChangeSet changeset) {
        for (Change change : changeset.getChanges()) {
            if (change instanceof CustomChangeWrapper custom
                    && custom.getCustomChange() instanceof PlannedChange planned) {
                change.validate(database); // sets the parameters
                return planned;
            }
        }
        return null;
    }

    /**
     * What should be recorded in the end: whether the text holds for every schema (free or bound), then a line per changeset
     * that belongs here: path, id, author, checksum, tag, always or nothing, separated by tabs.
     */
    public String expected() throws Exception {
        StringBuilder lines = new StringBuilder(parsed.isReusable() ? "free\n" : "bound\n");
        for (ChangeSet changeset : all()) {
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
}
