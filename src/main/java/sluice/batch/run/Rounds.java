package sluice.batch.run;

import java.sql.SQLException;
import java.util.List;
import sluice.batch.walk.Range;

/**
 * Where a walk ends although rows are appended for ever: at the key that was the last when it began; then it goes on over
 * what was appended meanwhile, round by round, as long as each round is at most half of the one before.
 */
final class Rounds {

    private final Transaction transaction;
    private List<String> until;
    private long before = Long.MAX_VALUE;
    private long rows;
    private boolean leftSomeBehind;

    Rounds(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Begins a batch and finds its range; null if the walk is at its end. */
    Range next(List<String> last, int wanted) throws SQLException {
        if (until == null) {
            until = transaction.end(last);
        }
        Range range = transaction.begin(last, until, wanted);
        if (range != null || until.isEmpty()) {
            return range;
        }
        List<String> end = transaction.end(last);
        leftSomeBehind = !end.isEmpty() && rows > before / 2;
        if (end.isEmpty() || leftSomeBehind) {
            return null;
        }
        before = rows;
        rows = 0;
        until = end;
        return transaction.begin(last, until, wanted);
    }

    /** So many rows of the round are done. */
    void passed(long number) {
        rows += number;
    }

    /** Whether the walk ended although rows were behind its end. */
    boolean leftSomeBehind() {
        return leftSomeBehind;
    }
}
