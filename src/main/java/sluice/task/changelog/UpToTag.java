package sluice.task.changelog;

import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;

/**
 * A changelog that ends at a tag. Liquibase's own update to a tag does nothing at all once the tag is recorded, not even what
 * is to run each time; an update with this one does.
 */
public final class UpToTag {

    private UpToTag() {}

    /** The changesets of the whole, as they are, up to and with the one that sets the tag; all where none does. */
    public static DatabaseChangeLog of(DatabaseChangeLog whole, String tag) {
        DatabaseChangeLog part = new DatabaseChangeLog(whole.getPhysicalFilePath());
        part.setLogicalFilePath(whole.getRawLogicalFilePath());
        part.setChangeLogParameters(whole.getChangeLogParameters());
        part.setPreconditions(whole.getPreconditions());
        for (ChangeSet changeset : whole.getChangeSets()) {
            part.addChangeSet(changeset);
            if (Selection.tag(changeset).equals(tag)) {
                return part;
            }
        }
        return part;
    }
}
