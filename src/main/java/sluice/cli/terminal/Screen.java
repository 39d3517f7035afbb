package sluice.cli.terminal;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bars that stay at the foot of a terminal while lines pass above them. Safe for several threads. */
public final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final PrintWriter people;
    private final Map<String, String> bars = new LinkedHashMap<>();
    private int drawn;

    /** @param people a terminal that understands ANSI sequences, if bars are to be drawn */
    public Screen(PrintWriter people) {
        this.people = people;
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
        bars.values().forEach(people::println);
        drawn = bars.size();
        people.flush();
    }
}
