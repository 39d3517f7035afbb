package sluice.environment.problem;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that people repair everything in one pass. */
public final class Problems {

    private final List<String> lines = new ArrayList<>();

    /** One more problem: where and what, in one line, never a secret. */
    public void add(String line) {
        lines.add(line);
    }

    /**
     * Ends the gathering; does nothing as long as nothing is wrong.
     *
     * @throws ConfigurationException with a line per problem, in the order in which they were found
     */
    public void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), lines));
        }
    }
}
