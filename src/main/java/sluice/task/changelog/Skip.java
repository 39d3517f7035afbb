package sluice.task.changelog;

import java.util.Optional;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.precondition.core.PreconditionContainer.FailOption;

/** Asks the changelog's own precondition whether a schema is concerned at all, before Liquibase creates its tables there. */
public final class Skip {

    private Skip() {}

    /** Why this schema is to be left alone; empty if it is not. */
    public static Optional<String> reason(DatabaseChangeLog changelog, Database database)
            throws PreconditionErrorException {
        PreconditionContainer preconditions = changelog.getPreconditions();
        if (preconditions == null || preconditions.getOnFail() != FailOption.HALT) {
            return Optional.empty();
        }
        try {
            preconditions.check(database, changelog, null, null);
            return Optional.empty();
        } catch (PreconditionFailedException unmet) {
            String told = preconditions.getOnFailMessage();
            return Optional.of(
                    told != null ? told : unmet.getFailedPreconditions().get(0).getMessage());
        }
    }
}
