package sluice.plan.explain;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement that defines data means for a live table. The rules are those of PostgreSQL's manual: chapter Explicit
 * Locking, and the notes of ALTER TABLE and CREATE INDEX.
 *
 * @param lock its mode, e.g. {@code AccessExclusiveLock}; empty if no existing table is locked
 * @param table as the statement writes it, perhaps with its schema; empty if there is none
 * @param extent for how long the lock is held
 */
record Effect(String lock, String table, Extent extent) {

    /** What is done while the lock is held, and so for how long. */
    enum Extent {
        MOMENT("for a moment once it has it"),
        READS("while all of it is read"),
        BUILDS("while an index is built over it"),
        REWRITES("while all of it is rewritten");

        private final String words;

        Extent(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Locks no table that is there. */
    static final Effect NONE = new Effect("", "", Extent.MOMENT);

    private record Rule(Pattern pattern, Function<Matcher, List<Effect>> effects) {}

    private static final String EXCLUSIVE = "AccessExclusiveLock";
    private static final String MAINTENANCE = "ShareUpdateExclusiveLock";
    private static final String REFERENCES = "ShareRowExclusiveLock";
    private static final String NAME = "((?:(?:\"(?:[^\"])++\"|[\\w$]++)\\.)?(?:\"(?:[^\"])++\"|[\\w$]++))";
    private static final String ALTER = "ALTER TABLE (?:IF EXISTS )?(?:ONLY )?" + NAME + " .*";
    private static final String COMPUTED =
            "(?:DEFAULT [^,]*(?:RANDOM|CLOCK_TIMESTAMP|NEXTVAL|UUID\\w*) ?\\(|STORED|SERIAL|AS IDENTITY)";

    private static final List<Rule> RULES = List.of(
            rule("CREATE (?:UNIQUE )?INDEX CONCURRENTLY .*? ?ON (?:ONLY )?" + NAME + ".*", MAINTENANCE, Extent.BUILDS),
            rule("CREATE (?:UNIQUE )?INDEX .*? ?ON (?:ONLY )?" + NAME + ".*", "ShareLock", Extent.BUILDS),
            rule("(?:VACUUM \\(?FULL\\)?|CLUSTER) " + NAME + ".*", EXCLUSIVE, Extent.REWRITES),
            rule("(?:VACUUM|ANALYZE) " + NAME + ".*", MAINTENANCE, Extent.READS),
            rule("CREATE (?:CONSTRAINT )?TRIGGER .*? ON " + NAME + ".*", REFERENCES, Extent.MOMENT),
            rule("DROP TRIGGER .*? ON " + NAME + ".*", EXCLUSIVE, Extent.MOMENT),
            rule("(?:DROP TABLE|TRUNCATE)(?: TABLE)?(?: IF EXISTS)? " + NAME + ".*", EXCLUSIVE, Extent.MOMENT),
            rule("COMMENT ON TABLE " + NAME + ".*", MAINTENANCE, Extent.MOMENT),
            rule(ALTER + "VALIDATE CONSTRAINT.*", MAINTENANCE, Extent.READS),
            rule(ALTER + "SET STATISTICS.*", MAINTENANCE, Extent.MOMENT),
            new Rule(
                    pattern(ALTER + "FOREIGN KEY.*? REFERENCES " + NAME + "(?!.*NOT VALID).*"),
                    found -> List.of(
                            new Effect(REFERENCES, found.group(1), Extent.READS),
                            new Effect(REFERENCES, found.group(2), Extent.MOMENT))),
            new Rule(
                    pattern(ALTER + "FOREIGN KEY.*? REFERENCES " + NAME + ".*"),
                    found -> List.of(
                            new Effect(REFERENCES, found.group(1), Extent.MOMENT),
                            new Effect(REFERENCES, found.group(2), Extent.MOMENT))),
            rule(ALTER + "(?:PRIMARY KEY|UNIQUE) USING INDEX.*", EXCLUSIVE, Extent.MOMENT),
            rule(ALTER + "ADD (?:CONSTRAINT \\S+ )?(?:PRIMARY KEY|UNIQUE|EXCLUDE).*", EXCLUSIVE, Extent.BUILDS),
            rule(ALTER + "CHECK ?\\((?!.*NOT VALID).*", EXCLUSIVE, Extent.READS),
            rule(ALTER + "SET NOT NULL.*", EXCLUSIVE, Extent.READS),
            rule(ALTER + "ALTER (?:COLUMN )?\\S+ (?:SET DATA )?TYPE .*", EXCLUSIVE, Extent.REWRITES),
            rule(ALTER + "SET (?:LOGGED|UNLOGGED|TABLESPACE).*", EXCLUSIVE, Extent.REWRITES),
            rule(ALTER + "ADD .*" + COMPUTED + ".*", EXCLUSIVE, Extent.REWRITES),
            rule(ALTER, EXCLUSIVE, Extent.MOMENT),
            new Rule(
                    pattern("CREATE (?:UNLOGGED |TEMP(?:ORARY)? )?TABLE .*? REFERENCES " + NAME + ".*"),
                    found -> List.of(new Effect(REFERENCES, found.group(1), Extent.MOMENT))),
            new Rule(
                    pattern("(?:CREATE|ALTER|DROP|COMMENT|GRANT|REVOKE|SET|RESET|REINDEX|DO|CALL|REFRESH)\\b.*"),
                    found -> List.of(NONE)));

    private static Rule rule(String pattern, String lock, Extent extent) {
        return new Rule(pattern(pattern), found -> List.of(new Effect(lock, found.group(1), extent)));
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }

    /** What one statement does; nothing if it is no definition but reads or changes rows. */
    static List<Effect> of(String statement) {
        String plain = statement
                .replaceAll("--[^\\n]*+", " ")
                .replaceAll("(?s)/\\*.*?\\*/", " ")
                .strip()
                .replaceAll("\\s+", " ");
        for (Rule rule : RULES) {
            Matcher found = rule.pattern().matcher(plain);
            if (found.matches()) {
                return rule.effects().apply(found);
            }
        }
        return List.of();
    }

    /** What it does, for people, before the size is known. */
    String told() {
        return lock.isEmpty() ? "none on existing tables" : lock + " on " + table + " " + extent.words();
    }

    /** Whether others may still write to the table meanwhile. */
    boolean letsWrite() {
        return lock.isEmpty() || lock.equals(MAINTENANCE);
    }
}
