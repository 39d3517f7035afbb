package sluice.cli.terminal;

import java.util.Locale;

/**
 * How far one schema's running step has come.
 *
 * @param rows so far
 * @param estimate rows in all, 0 if unknown
 * @param firstRows when it was first heard of in this run
 * @param firstNanos the moment of that
 */
public record Position(long rows, long estimate, long firstRows, long firstNanos) {

    /**
     * The next position; where rows fall, another step has begun.
     *
     * @param before null if there was none
     * @param now by {@link System#nanoTime}, as all moments here
     */
    public static Position after(Position before, long rows, long estimate, long now) {
        return before == null || rows < before.rows()
                ? new Position(rows, estimate, rows, now)
                : new Position(rows, estimate, before.firstRows(), before.firstNanos());
    }

    /** Rows, percent, rows per second and time left, as far as they are known. */
    public String told(long now) {
        StringBuilder text = new StringBuilder();
        if (estimate > 0) {
            text.append(rows).append(" of about ").append(estimate).append(" rows, ");
            text.append(Math.min(100, 100 * rows / estimate)).append(" %");
        } else {
            text.append(rows).append(" rows");
        }
        double speed = (rows - firstRows) * 1e9 / Math.max(1, now - firstNanos);
        if (rows > firstRows) {
            text.append(String.format(Locale.ROOT, ", %.0f rows/s", speed));
            text.append(estimate > rows ? ", " + left(Math.round((estimate - rows) / speed)) + " left" : "");
        }
        return text.toString();
    }

    private static String left(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
