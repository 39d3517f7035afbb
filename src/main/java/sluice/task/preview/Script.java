package sluice.task.preview;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Liquibase writes for a preview, as a script that says the same each time it is asked. */
public final class Script {

    // Liquibase's own header names the user, the address and the time: none belongs to what will run.
    private static final Pattern HEADER = Pattern.compile(
            "(?m)^-- (\\*{5,}|Change Log:|Ran at:|Against:|Liquibase version:|(Update|Rollback) .*Script).*\\R+");
    // Liquibase suspects every custom change; a planned one says the same each time.
    private static final Pattern SUSPICION =
            Pattern.compile("(?m)^-- WARNING The following SQL may change each run.*\\R");
    private static final Pattern BLANK_LINES = Pattern.compile("\\R{3,}");

    private static final String TEXT = "'[^']*+(?:''[^']*+)*+'";
    // A row of history names its number, its deployment and sometimes the host: none belongs to what will run, either.
    private static final Pattern ROW = Pattern.compile("(INSERT INTO databasechangelog \\(.*?\\) VALUES \\(" + TEXT
            + ", " + TEXT + ", " + TEXT + ", NOW\\(\\), )\\d+((?:, (?:NULL|" + TEXT + "))*), '\\d+'((?:, " + TEXT
            + ")?)\\);");
    private static final Pattern ORDER = Pattern.compile("(UPDATE databasechangelog SET .*?ORDEREXECUTED = )\\d+");
    private static final Pattern DEPLOYMENT =
            Pattern.compile("(UPDATE databasechangelog SET .*?DEPLOYMENT_ID = )'\\d+'");
    private static final String LOCK = "(UPDATE databasechangeloglock SET .*?LOCKEDBY = )" + TEXT;
    private static final Pattern HOST = Pattern.compile(LOCK + "(?=, LOCKGRANTED = DATETIME)");
    // The mark of SchemaLock: a script that stops half way leaves no lock that somebody must release by hand.
    private static final Pattern SESSION = Pattern.compile(LOCK + "(?=, LOCKGRANTED = NOW)");
    private static final String MARKED = "'psql [pg ' || pg_backend_pid() || '@' || (SELECT FLOOR(EXTRACT(EPOCH FROM "
            + "backend_start)) FROM pg_stat_activity WHERE pid = pg_backend_pid()) || ']'";
    private static final String NEXT = "(SELECT COALESCE(MAX(ORDEREXECUTED), 0) + 1 FROM databasechangelog)";
    private static final String NOW_DEPLOYED = "RIGHT(CAST(FLOOR(EXTRACT(EPOCH FROM NOW()) * 1000) AS TEXT), 10)";

    // What is defined for the session holds for all changesets of the script.
    private static final Pattern WORD = Pattern.compile(
            "(?s)CREATE OR REPLACE (?:FUNCTION|PROCEDURE) (pg_temp\\.\\w+)\\(.*?\\$sluice\\$.*?\\$sluice\\$;\\R*");

    private static final Pattern NEW_TABLE = Pattern.compile("(?m)^CREATE TABLE .*$");
    private static final Pattern FOREIGN_KEY = Pattern.compile(
            ", (?:CONSTRAINT (?:\"[^\"]*\"|\\S+) )?FOREIGN KEY \\(.*?(?=, CONSTRAINT |, FOREIGN KEY |, UNIQUE |\\);?$)");

    private Script() {}

    private static String once(String written) {
        Map<String, String> known = new HashMap<>();
        return WORD.matcher(written)
                .replaceAll(word -> word.group().equals(known.put(word.group(1), word.group()))
                        ? ""
                        : Matcher.quoteReplacement(word.group()));
    }

    /** The same for every schema in which the same would run, and for every host and time. */
    public static String timeless(String written) {
        String text = ROW.matcher(clean(written)).replaceAll("$1" + NEXT + "$2, " + NOW_DEPLOYED + "$3);");
        text = ORDER.matcher(text).replaceAll("$1" + NEXT);
        text = DEPLOYMENT.matcher(text).replaceAll("$1" + NOW_DEPLOYED);
        text = SESSION.matcher(text).replaceAll("$1" + MARKED);
        return inOrder(HOST.matcher(text).replaceAll("$1'sqlite3'"));
    }

    /** Liquibase writes the foreign keys of a new table in another order each time it has read a changelog. */
    private static String inOrder(String script) {
        return NEW_TABLE.matcher(script).replaceAll(table -> {
            Iterator<String> keys = FOREIGN_KEY
                    .matcher(table.group())
                    .results()
                    .map(MatchResult::group)
                    .sorted()
                    .iterator();
            String settled =
                    FOREIGN_KEY.matcher(table.group()).replaceAll(key -> Matcher.quoteReplacement(keys.next()));
            return Matcher.quoteReplacement(settled);
        });
    }

    private static String clean(String written) {
        String body =
                once(SUSPICION.matcher(HEADER.matcher(written).replaceAll("")).replaceAll(""));
        return BLANK_LINES.matcher(body).replaceAll("\n\n").strip() + "\n";
    }
}
