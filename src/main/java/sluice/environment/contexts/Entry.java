package sluice.environment.contexts;

import sluice.environment.Key;

/**
 * A value and where it was said, so that a message can point there.
 *
 * @param place {@code option --pause}, {@code variable SLUICE_PAUSE} or {@code contexts/dev/x.properties: line 3}
 */
record Entry(String value, Source source, String place) {

    /** Who says it; the first is the strongest. */
    enum Source {
        OPTION,
        VARIABLE,
        FILE,
        STANDARD
    }

    static Entry option(Key key, String value) {
        return new Entry(value, Source.OPTION, "option " + key.option());
    }

    static Entry variable(Key key, String value) {
        return variable(key.variable(), value);
    }

    static Entry variable(String name, String value) {
        return new Entry(value, Source.VARIABLE, "variable " + name);
    }

    static Entry standard(Key key) {
        return new Entry(key.standard(), Source.STANDARD, "default of " + key.property());
    }

    boolean strongerThan(Entry other) {
        return source.compareTo(other.source) < 0;
    }

    boolean isSet() {
        return source != Source.STANDARD && !value.isEmpty();
    }
}
