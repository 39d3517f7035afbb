package sluice.task;

import java.util.function.BiConsumer;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.StepKey;

/** Hands the engine's news across the border of class loaders. */
final class Relay implements BatchListener {

    static final String BATCH = "batch";
    static final String NOTICE = "notice";
    static final String RAN = "ran";

    private final BiConsumer<String, Object[]> listener;

    Relay(BiConsumer<String, Object[]> listener) {
        this.listener = listener;
    }

    @Override
    public void committed(StepKey key, Checkpoint checkpoint, long estimate) {
        listener.accept(BATCH, new Object[] {key.changeset(), checkpoint.rows(), estimate});
    }

    @Override
    public void notice(StepKey key, String message) {
        listener.accept(NOTICE, new Object[] {key.changeset() + ": " + message});
    }
}
