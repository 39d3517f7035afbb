package sluice.change.parameter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.sql.Template;

/** Gathers what is wrong with a change's parameters, so that a person repairs all of it at once. */
public final class Parameters {

    private static final int LONGEST_NAME = 63;

    private final String change;
    private final List<String> problems = new ArrayList<>();

    /** @param change whose class the problems name */
    public Parameters(Object change) {
        this.change = change.getClass().getSimpleName();
    }

    /** Must be there; tells whether it is. */
    public boolean required(String name, String value, String mayBe) {
        if (isMissing(value)) {
            problems.add("parameter " + name + " of " + change + " is missing; it must be " + mayBe);
        }
        return !isMissing(value);
    }

    /** Must be there and the name of one thing. */
    public void name(String name, String value, String mayBe) {
        if (required(name, value, mayBe) && value.indexOf('\0') >= 0) {
            wrong(name, mayBe, value);
        }
    }

    /** Must be there and a name that PostgreSQL does not cut. */
    public void shortName(String name, String value, String mayBe) {
        name(name, value, mayBe);
        if (!isMissing(value) && value.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            wrong(name, mayBe, value);
        }
    }

    /** Must be there and a list of names; empty if it is not. */
    public List<String> names(String name, String value, String mayBe) {
        if (!required(name, value, mayBe)) {
            return List.of();
        }
        try {
            return Names.of(value);
        } catch (IllegalArgumentException notSo) {
            wrong(name, mayBe, value);
            return List.of();
        }
    }

    /** Must be one of these words. */
    public void word(String name, String value, List<String> words) {
        if (!words.contains(value)) {
            wrong(name, "one of " + String.join(", ", words), value);
        }
    }

    /** SQL of the author's own; the markers of our plans mean nothing in it. May be absent. */
    public void sql(String name, String value) {
        List<Template.Marker> markers =
                isMissing(value) ? List.of() : Template.of(value).markers();
        if (!markers.isEmpty()) {
            String words = markers.stream().map(marker -> ":" + marker.name()).collect(Collectors.joining(", "));
            wrong(name, "SQL in which a colon and a word are kept apart (write [1 : n], not [1:n])", words);
        }
    }

    /** Assignments of an UPDATE; empty if they are none. May be absent. */
    public List<String> assignments(String name, String value) {
        sql(name, value);
        try {
            return isMissing(value) ? List.of() : Assignments.columns(value);
        } catch (IllegalArgumentException notSo) {
            wrong(name, "assignments, e.g. price = price * 100, currency = 'EUR'", value);
            return List.of();
        }
    }

    /** Something else is wrong; one sentence that names the parameter. */
    public void problem(String sentence) {
        problems.add(sentence + " (" + change + ")");
    }

    /** All that was found so far, one sentence each; empty if all is right. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether a parameter was left out, or holds nothing but space. */
    public static boolean isMissing(String value) {
        return value == null || value.isBlank();
    }

    private void wrong(String name, String mayBe, String value) {
        problems.add("parameter " + name + " of " + change + " must be " + mayBe + ", was " + value);
    }
}
