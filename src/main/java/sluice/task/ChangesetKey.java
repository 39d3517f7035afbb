package sluice.task;

import liquibase.Scope;
import liquibase.changelog.ChangeSet;

/** The name of a changeset in our ledger: path, id and author, as Liquibase's own table identifies it. */
public final class ChangesetKey {

    private ChangesetKey() {}

    /** The changeset that Liquibase is at on this thread. */
    static String current() {
        ChangeSet changeset = Scope.getCurrentScope().get(Scope.Attr.changeSet, ChangeSet.class);
        if (changeset == null) {
            throw new IllegalStateException("A planned change runs inside a changeset only.");
        }
        return of(changeset);
    }

    /** A given changeset. */
    public static String of(ChangeSet changeset) {
        return changeset.getFilePath() + "::" + changeset.getId() + "::" + changeset.getAuthor();
    }
}
