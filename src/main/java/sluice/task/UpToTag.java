package sluice.task;

import java.util.function.Function;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;

/**
 * A changelog that ends at a tag. Liquibase's own update to a tag does nothing at all once the tag is recorded, not even what
 * is to run each time; an update with this one does.
 */
final class UpToTag {

    private UpToTag() {}

    /** @param tags gives the tag that a changeset sets, empty if none */
    static DatabaseChangeLog of(DatabaseChangeLog whole, String tag, Function<ChangeSet, String> tags) {
        DatabaseChangeLog part = new DatabaseChangeLog(whole.getPhysicalFilePath());
        part.setLogicalFilePath(whole.getRawLogicalFilePath());
        part.setChangeLogParameters(whole.getChangeLogParameters());
        part.setPreconditions(whole.getPreconditions());
        for (ChangeSet changeset : whole.getChangeSets()) {
            part.addChangeSet(changeset);
            if (tags.apply(changeset).equals(tag)) {
                return part;
            }
        }
        return part;
    }
}
