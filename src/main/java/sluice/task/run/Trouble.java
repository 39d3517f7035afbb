package sluice.task.run;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import liquibase.exception.ChangeLogParseException;
import liquibase.exception.LockException;
import liquibase.exception.PreconditionFailedException;
import liquibase.exception.ValidationFailedException;
import liquibase.precondition.FailedPrecondition;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.trouble.Busy;
import sluice.batch.trouble.Fenced;
import sluice.batch.trouble.Stopped;
import sluice.environment.connection.ConnectionFailure;
import sluice.sql.Failure;
import sluice.task.RejectedRows;
import sluice.task.request.Report;

/** What went wrong, as one line for people: the innermost thing that says something, without Liquibase's wrapping. */
final class Trouble {

    private Trouble() {}

    static Report report(Throwable error, Witness witness) {
        SQLException sql = Failure.within(error);
        String state = sql == null ? "" : Failure.state(sql);
        boolean lost = sql != null && (Failure.of(sql) == Failure.LOST || Failure.of(sql) == Failure.TRANSIENT);
        boolean stopped = find(error, Stopped.class) != null;
        ValidationFailedException invalid = find(error, ValidationFailedException.class);
        if (invalid != null) {
            invalid.getInvalidMD5Sums().stream().findFirst().ifPresent(first -> witness.blame(idOf(first)));
        }
        return witness.failed(stopped ? "stopped" : "failed", oneLine(error, sql), state, lost && !stopped);
    }

    /** All of them in one message; Liquibase's own tells sums, which help nobody, and not what next. */
    private static String edited(List<String> changed) {
        String ids = changed.stream().map(Trouble::idOf).distinct().collect(Collectors.joining(", "));
        return "edited after it ran here: " + ids
                + ". Take the edit back and write a new changeset that goes forward; nothing was changed";
    }

    /** The id in Liquibase's {@code path::id::author was: sum but is now: sum}. */
    private static String idOf(String changed) {
        String[] parts = changed.split("::");
        return parts.length > 2 ? parts[1] : "";
    }

    private static String oneLine(Throwable error, SQLException sql) {
        PreconditionFailedException unmet = find(error, PreconditionFailedException.class);
        if (unmet != null) {
            return flat(unmet.getFailedPreconditions().stream()
                    .map(FailedPrecondition::getMessage)
                    .collect(Collectors.joining("; ")));
        }
        ValidationFailedException invalid = find(error, ValidationFailedException.class);
        if (invalid != null && !invalid.getInvalidMD5Sums().isEmpty()) {
            return edited(invalid.getInvalidMD5Sums());
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BatchFailure
                    || cause instanceof Busy
                    || cause instanceof Fenced
                    || cause instanceof Stopped
                    || cause instanceof RejectedRows
                    || cause instanceof ConnectionFailure
                    || cause instanceof LockException
                    || cause instanceof ChangeLogParseException
                    || cause instanceof ValidationFailedException) {
                return flat(cause.getMessage());
            }
        }
        return flat(sql != null ? sql.getMessage() : innermost(error).getMessage());
    }

    private static <T extends Throwable> T find(Throwable error, Class<T> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static Throwable innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String flat(String message) {
        return message == null
                ? "an error without a message; see --verbose"
                : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
