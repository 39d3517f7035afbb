package sluice.task.worker;

import java.util.function.BiConsumer;
import sluice.task.request.ProgressListener;

/** Hands news of a run across the border of class loaders: as a word and JDK types on the inside, and back outside. */
final class Relay implements ProgressListener {

    private static final String ROWS = "rows";
    private static final String RAN = "ran";
    private static final String NOTICE = "notice";

    private final BiConsumer<String, Object[]> border;

    Relay(BiConsumer<String, Object[]> border) {
        this.border = border;
    }

    /** The other end of the border: what it is given there, the listener is told. */
    static BiConsumer<String, Object[]> to(ProgressListener listener) {
        return (kind, values) -> {
            switch (kind) {
                case ROWS -> listener.rows((String) values[0], (Long) values[1], (Long) values[2]);
                case RAN -> listener.ran((String) values[0], (Long) values[1]);
                default -> listener.notice((String) values[0]);
            }
        };
    }

    @Override
    public void rows(String changeset, long rows, long estimate) {
        border.accept(ROWS, new Object[] {changeset, rows, estimate});
    }

    @Override
    public void ran(String changeset, long rows) {
        border.accept(RAN, new Object[] {changeset, rows});
    }

    @Override
    public void notice(String message) {
        border.accept(NOTICE, new Object[] {message});
    }
}
