package sluice.plan.explain;

import java.util.List;
import java.util.stream.Collectors;
import sluice.batch.Pace;
import sluice.batch.copy.CopyOrder;
import sluice.batch.copy.CopyPart;

/** Tells what a copy between servers means for both of them. */
final class CopyExplainer {

    private CopyExplainer() {}

    static List<String> explain(CopyOrder order, Pace pace) {
        String tables = order.parts().stream().map(CopyPart::table).collect(Collectors.joining(", "));
        return List.of(
                "copies from the source " + order.source() + " into " + tables + ", by "
                        + order.root().key() + "; what is new, changed or gone since it ran last",
                "batches: begin with " + pace.size() + " keys, fewer or more as they take "
                        + pace.time().toMillis() + " ms, at most " + pace.largest(),
                "at the source: one snapshot in READ ONLY sessions for as long as it runs; vacuum keeps old rows meanwhile",
                "locks: RowExclusiveLock on " + tables + ", until the batch commits",
                order.quiet()
                        ? "locks: ShareRowExclusiveLock on " + order.root().table()
                                + " where a row changed at the source: its triggers are off for that batch"
                        : "a changed row fires the triggers of its table");
    }
}
