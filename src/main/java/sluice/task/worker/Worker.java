package sluice.task.worker;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import sluice.task.request.Request;
import sluice.task.run.Runs;

/**
 * The inside of a worker: created by {@link IsolatedWorker} in a class loader of its own, and talked to with JDK types only.
 * Requests come as maps; what happens meanwhile goes to the listener as {@link Relay} has it.
 */
public final class Worker
        implements BiFunction<Map<String, Object>, BiConsumer<String, Object[]>, Map<String, Object>>, AutoCloseable {

    private final Runs runs;

    /** @param stopWanted asked between batches and changesets */
    public Worker(BooleanSupplier stopWanted) {
        this.runs = new Runs(stopWanted);
    }

    @Override
    public Map<String, Object> apply(Map<String, Object> request, BiConsumer<String, Object[]> listener) {
        return runs.run(Request.fromMap(request), new Relay(listener)).toMap();
    }

    /** Java knows each driver by name for ever, and with it the class loader that the driver came from. */
    @Override
    public void close() throws SQLException {
        for (Driver driver : DriverManager.drivers().toList()) {
            DriverManager.deregisterDriver(driver);
        }
    }
}
