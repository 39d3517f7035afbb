package sluice.fleet.report;

import java.util.Locale;

/** What became of a schema. */
public enum Outcome {
    /** Something was run, and it went well. */
    MIGRATED,
    /** Nothing was to do. */
    UP_TO_DATE,
    /** Something went wrong. */
    FAILED,
    /** The schema is not concerned, or the run ended before its turn. */
    SKIPPED,
    /** Something was taken back. */
    ROLLED_BACK,
    /** Its SQL was written. */
    PREVIEWED,
    /** What must hold, holds. */
    VERIFIED,
    /** A stop was wanted; the same command goes on. */
    STOPPED;

    /** The word in reports, e.g. {@code up-to-date}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The outcome of that word. */
    public static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
