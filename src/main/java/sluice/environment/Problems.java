package sluice.environment;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that people repair everything in one pass. */
final class Problems {

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), lines));
        }
    }
}
