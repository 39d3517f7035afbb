package sluice.cli.terminal;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Bars that stay at the foot of a terminal while lines pass above them. Safe for several threads. */
public final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final PrintWriter people;
    private final IntSupplier width;
    private final Map<String, String> bars = new LinkedHashMap<>();
    private int drawn;

    /**
     * @param people a terminal that understands ANSI sequences, if bars are to be drawn
     * @param width how many columns it has now
     */
    public Screen(PrintWriter people, IntSupplier width) {
        this.people = people;
        this.width = width;
    }

    /** How long a bar may be: in the last column some terminals break the line. */
    int room() {
        return width.getAsInt() - 1;
    }

    /** A name may hold anything; a line stays a line: control characters become question marks. */
    public static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** Draws a bar, or draws it anew. */
    public synchronized void bar(String name, String text) {
        bars.put(name, text.replaceAll("[\\r\\n]", ""));
        redraw();
    }

    /** Takes a bar away. */
    public synchronized void remove(String name) {
        if (bars.remove(name) != null) {
            redraw();
        }
    }

    /** Prints a line above the bars. */
    public synchronized void line(String text) {
        erase();
        people.println(text);
        draw();
    }

    private void redraw() {
        erase();
        draw();
    }

    private void erase() {
        people.print(UP_AND_CLEAR.repeat(drawn));
    }

    private void draw() {
        // a bar that broke into two lines could not be erased as one
        int room = room();
        bars.values().forEach(bar -> people.println(bar.length() > room ? bar.substring(0, room) : bar));
        drawn = bars.size();
        people.flush();
    }
}
