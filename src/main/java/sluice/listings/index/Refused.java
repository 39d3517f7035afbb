package sluice.listings.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sluice.opensearch.SearchFailure;
import sluice.opensearch.index.ItemFailure;

/** The documents that an index did not take. Safe for several threads. */
final class Refused implements Consumer<ItemFailure> {

    /** So many refusals have one cause, and the rest of ten million would be refused too. */
    private static final int TOO_MANY = 1000;

    private final List<ItemFailure> failures = new ArrayList<>();

    @Override
    public synchronized void accept(ItemFailure failure) {
        failures.add(failure);
    }

    synchronized List<ItemFailure> all() {
        return List.copyOf(failures);
    }

    synchronized void stopIfTooMany() {
        if (failures.size() >= TOO_MANY) {
            ItemFailure first = failures.get(0);
            throw new SearchFailure(
                    SearchFailure.Kind.REFUSED,
                    "The index refused %d documents, the first is %s: %s. Correct the mapping in index.json or the rows, and"
                                    .formatted(failures.size(), first.id(), first.reason())
                            + " run the same command again");
        }
    }
}
