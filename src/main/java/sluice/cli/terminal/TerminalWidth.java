package sluice.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many columns the terminal has, asked of {@code stty} at most every two seconds, because a window may be made narrower while
 * a run goes on. 80 where nobody can tell. Safe for several threads.
 */
public final class TerminalWidth implements IntSupplier {

    private static final int USUAL = 80;
    private static final int LEAST = 20;
    private static final long KEPT_NANOS = 2_000_000_000L;

    private int columns;
    private long asked;

    @Override
    public synchronized int getAsInt() {
        long now = System.nanoTime();
        if (columns == 0 || now - asked > KEPT_NANOS) {
            columns = ask();
            asked = now;
        }
        return columns;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** The second of the two numbers that {@code stty size} prints; a terminal that doesn't know says 0. */
    static int columns(String rowsAndColumns) {
        String[] parts = rowsAndColumns.strip().split(" ");
        int told = parts.length == 2 && parts[1].matches("\\d{1,5}") ? Integer.parseInt(parts[1]) : 0;
        return told == 0 ? USUAL : Math.max(LEAST, told);
    }
}
