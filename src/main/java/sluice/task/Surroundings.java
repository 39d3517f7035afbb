package sluice.task;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import liquibase.Scope;
import sluice.batch.BatchListener;
import sluice.batch.Pace;
import sluice.batch.Throttle;
import sluice.batch.copy.Servers;
import sluice.plan.run.RunResult;

/**
 * What a change is run with, besides its parameters; handed down in Liquibase's scope, because a changelog makes its
 * changes by itself.
 *
 * @param pace how fast
 * @param listener who watches the batches
 * @param stopWanted asked between batches
 * @param throttle asked before each batch
 * @param results who wants to know what a change did
 * @param servers where a copy may open sessions
 */
public record Surroundings(
        Pace pace,
        BatchListener listener,
        BooleanSupplier stopWanted,
        Throttle throttle,
        Consumer<RunResult> results,
        Servers servers) {

    public static final String SCOPE_KEY = "sluice.surroundings";

    /** Those of this thread; under a stock client, which sets none, the pace by default and no throttle. */
    public static Surroundings current() {
        Surroundings given = Scope.getCurrentScope().get(SCOPE_KEY, Surroundings.class);
        return given != null ? given : StockClient.surroundings();
    }
}
