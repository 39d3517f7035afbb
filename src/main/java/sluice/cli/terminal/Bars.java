package sluice.cli.terminal;

import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar per running schema and one for all of them, on a terminal. Safe for several workers. */
public final class Bars {

    private static final String ALL = "all";
    private static final int EVERY_MILLIS = 500;

    private record Extent(long rows, long estimate) {}

    private final Screen screen;
    private final Map<String, ProgressBar> bars = new HashMap<>();
    private final Map<String, Extent> extents = new HashMap<>();

    /** @param screen where the bars are drawn, beneath the lines of others */
    public Bars(Screen screen) {
        this.screen = screen;
    }

    /** A schema has come so far. */
    public synchronized void rows(String schema, long rows, long estimate) {
        extents.put(schema, new Extent(rows, Math.max(rows, estimate)));
        show(schema, extents.get(schema));
        if (extents.size() > 1) {
            show(ALL, sum());
        }
    }

    /** A schema is done with; what it did stays in the bar of all. */
    public synchronized void ended(String schema) {
        close(schema);
        if (bars.size() <= 1) {
            close(ALL);
        }
    }

    /** Nothing more will be told. */
    public synchronized void end() {
        for (String name : bars.keySet().toArray(String[]::new)) {
            close(name);
        }
    }

    private Extent sum() {
        return new Extent(
                extents.values().stream().mapToLong(Extent::rows).sum(),
                extents.values().stream().mapToLong(Extent::estimate).sum());
    }

    private void show(String name, Extent extent) {
        ProgressBar bar = bars.computeIfAbsent(name, this::open);
        bar.maxHint(extent.estimate());
        bar.stepTo(extent.rows());
    }

    private ProgressBar open(String name) {
        return new ProgressBarBuilder()
                .setTaskName(Screen.printable(name))
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" rows", 1)
                .showSpeed()
                .setUpdateIntervalMillis(EVERY_MILLIS)
                .setConsumer(new Consumer(name))
                .build();
    }

    /** Asks for the room at each drawing; the library's own consumers write to the console themselves. */
    private final class Consumer implements ProgressBarConsumer {

        private final String name;

        private Consumer(String name) {
            this.name = name;
        }

        @Override
        public int getMaxRenderedLength() {
            return screen.room();
        }

        @Override
        public void accept(String bar) {
            screen.bar(name, bar);
        }

        @Override
        public void close() {
            // the bar is taken away by whoever closes it
        }
    }

    private void close(String name) {
        ProgressBar bar = bars.remove(name);
        if (bar != null) {
            bar.close();
            screen.remove(name);
        }
    }
}
