package sluice.listings.index;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sluice.listings.index.rows.Watcher;

/** Something that happens in the middle of a reindex, once. */
final class Interruption implements Watcher {

    private final String when;
    private final Runnable what;
    private final long after;
    private final List<Long> heard;
    private final AtomicBoolean happened = new AtomicBoolean();
    private final AtomicBoolean stop = new AtomicBoolean();

    private Watcher next = Watcher.NONE;

    private Interruption(String when, Runnable what, long after, List<Long> heard) {
        this.when = when;
        this.what = what;
        this.after = after;
        this.heard = heard;
    }

    /** When a line is told that begins so. */
    Interruption(String when, Runnable what) {
        this(when, what, Long.MAX_VALUE, new java.util.ArrayList<>());
    }

    /** The same, and another interruption may follow. */
    Interruption(String when, Interruption next, Runnable what) {
        this(when, what);
        this.next = next;
    }

    /** When so many documents are done with. */
    static Interruption after(long documents, Runnable what) {
        return new Interruption("-", what, documents, new java.util.ArrayList<>());
    }

    /** Somebody wants a stop when so many documents are done with. */
    static Interruption stopAfter(long documents) {
        AtomicBoolean stop = new AtomicBoolean();
        Interruption interruption = new Interruption("-", () -> stop.set(true), documents, new java.util.ArrayList<>());
        return interruption.stoppedBy(stop);
    }

    /** Nothing happens; how far it is, is listed. */
    static Interruption listening(List<Long> heard) {
        return new Interruption("-", () -> {}, Long.MAX_VALUE, heard);
    }

    private AtomicBoolean stopped = stop;

    private Interruption stoppedBy(AtomicBoolean wanted) {
        this.stopped = wanted;
        return this;
    }

    @Override
    public void told(String message) {
        next.told(message);
        if (message.startsWith(when) && happened.compareAndSet(false, true)) {
            what.run();
        }
    }

    @Override
    public void documents(long done, long estimate) {
        synchronized (heard) {
            heard.add(done);
        }
        if (done >= after && happened.compareAndSet(false, true)) {
            what.run();
        }
    }

    @Override
    public boolean stopWanted() {
        return stopped.get();
    }
}
