package sluice.designs.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.environment.problem.ConfigurationException;

/** What the service is to do: the values of {@code MIGRATION_MODE}. */
public enum Mode {
    /** Everything. */
    ALL(Phase.STARTUP, Phase.COMPLEX, Phase.IMPORT),
    /** Only what the application needs to start. */
    STARTUP(Phase.STARTUP),
    /** Only the images. */
    NAS_ONLY(Phase.IMPORT);

    private final List<Phase> phases;

    Mode(Phase... phases) {
        this.phases = List.of(phases);
    }

    /** What it does, in this order. */
    public List<Phase> phases() {
        return phases;
    }

    /** Its name for people, e.g. {@code nas-only}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The mode of that name, in letters of any size; all if the text is blank.
     *
     * @param source where the text comes from, for the message
     * @throws ConfigurationException if there is none: a mode that is mistyped must not do nothing and succeed
     */
    public static Mode of(String text, String source) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(wanted.isEmpty() ? ALL.word() : wanted))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(source + " must be "
                        + Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", ")) + "; was '"
                        + text.strip() + "'."));
    }
}
