package sluice.environment.contexts;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sluice.environment.Key;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.problem.ConfigurationException;
import sluice.environment.problem.Problems;
import sluice.environment.value.DurationText;

/** Checks what must hold between values that are each right alone, and settles what one value leaves to another. */
final class Relations {

    private final Map<Key, Entry> entries;
    private final Problems problems;

    Relations(Map<Key, Entry> entries, Problems problems) {
        this.entries = entries;
        this.problems = problems;
    }

    /** How messages name a value: its place and, where the place does not say it, its key. */
    static String at(Key key, Entry entry) {
        return entry.source() == Entry.Source.FILE
                ? entry.place() + ": " + key.property()
                : entry.place() + ": the value";
    }

    void check() {
        checkUrl();
        if (entries.get(Key.CONTEXTS).value().isBlank()) {
            problems.add("contexts is empty, and without a context Liquibase runs the changesets of every"
                    + " environment; give --contexts or write contexts=… into the environment's file");
        }
        chooseOneSelection();
        checkSizes();
        checkTimes();
    }

    private void checkUrl() {
        Entry entry = entries.get(Key.URL);
        if (entry.value().isBlank()) {
            problems.add("url is missing; give --url or write url=jdbc:postgresql://… into the environment's file");
            return;
        }
        try {
            var url = JdbcUrl.of(entry.value());
            if (url.holdsPassword()) {
                problems.add(entry.place() + ": the URL holds a password, which "
                        + (entry.source() == Entry.Source.OPTION
                                ? "would be visible in the process list"
                                : "could reach a log")
                        + "; use the variable SLUICE_PASSWORD, ~/.pgpass, the prompt, or sluice.passwordFile");
            } else {
                takeUserOf(url, entry);
            }
        } catch (ConfigurationException e) {
            problems.add(entry.place() + ": " + e.getMessage());
        }
    }

    private void takeUserOf(JdbcUrl url, Entry entry) {
        Entry username = entries.get(Key.USERNAME);
        url.value("user").ifPresent(user -> {
            if (username.source() == entry.source()
                    && !username.value().isEmpty()
                    && !username.value().equals(user)) {
                problems.add(entry.place() + ": the URL and " + Key.USERNAME.property() + " name different users");
            }
            if (!username.strongerThan(entry) || username.value().isEmpty()) {
                entries.put(Key.USERNAME, new Entry(user, entry.source(), entry.place()));
            }
            entries.put(Key.URL, new Entry(url.without("user").text(), entry.source(), entry.place()));
        });
    }

    // --schemas on the command line must win over a query in the file, and not only over the file's own patterns
    private void chooseOneSelection() {
        var strongest =
                selections().min(Comparator.comparing(key -> entries.get(key).source()));
        strongest.ifPresent(winner -> selections()
                .filter(key -> key != winner)
                .toList()
                .forEach(other -> {
                    if (entries.get(winner).strongerThan(entries.get(other))) {
                        entries.put(other, Entry.standard(other));
                    } else {
                        problems.add(entries.get(other).place() + ": only one of " + winner.property() + " and "
                                + other.property() + " can say which schemas");
                    }
                }));
    }

    private Stream<Key> selections() {
        return List.of(Key.SCHEMAS, Key.SCHEMAS_FILE, Key.SCHEMAS_QUERY).stream()
                .filter(key -> entries.get(key).isSet());
    }

    private void checkSizes() {
        if (!right(Key.BATCH_SIZE)) {
            return;
        }
        int size = number(Key.BATCH_SIZE);
        // a bound that nobody set gives way to the size that somebody did
        if (!entries.get(Key.BATCH_SIZE_MIN).isSet() && number(Key.BATCH_SIZE_MIN) > size) {
            entries.put(Key.BATCH_SIZE_MIN, entries.get(Key.BATCH_SIZE));
        }
        if (!entries.get(Key.BATCH_SIZE_MAX).isSet() && number(Key.BATCH_SIZE_MAX) < size) {
            entries.put(Key.BATCH_SIZE_MAX, entries.get(Key.BATCH_SIZE));
        }
        if (right(Key.BATCH_SIZE_MIN) && number(Key.BATCH_SIZE_MIN) > size) {
            tooGreat(Key.BATCH_SIZE_MIN, Key.BATCH_SIZE);
        }
        if (right(Key.BATCH_SIZE_MAX) && number(Key.BATCH_SIZE_MAX) < size) {
            tooGreat(Key.BATCH_SIZE, Key.BATCH_SIZE_MAX);
        }
    }

    private void checkTimes() {
        for (Key shorter : List.of(Key.LOCK_TIMEOUT, Key.BATCH_TIME)) {
            if (right(shorter) && right(Key.STATEMENT_TIMEOUT) && millis(shorter) > millis(Key.STATEMENT_TIMEOUT)) {
                tooGreat(shorter, Key.STATEMENT_TIMEOUT);
            }
        }
    }

    private void tooGreat(Key lesser, Key greater) {
        Entry said = entries.get(entries.get(lesser).isSet() ? lesser : greater);
        problems.add(said.place() + ": " + lesser.property() + " ("
                + entries.get(lesser).value() + ") must not be greater than " + greater.property() + " ("
                + entries.get(greater).value() + ")");
    }

    private boolean right(Key key) {
        return key.kind().allows(entries.get(key).value());
    }

    private int number(Key key) {
        return Integer.parseInt(entries.get(key).value());
    }

    private long millis(Key key) {
        return DurationText.parse(entries.get(key).value()).orElseThrow().toMillis();
    }
}
