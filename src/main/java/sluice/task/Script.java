package sluice.task;

import java.util.regex.Pattern;

/** What Liquibase writes for a preview, as a script that says the same each time it is asked. */
final class Script {

    // Liquibase's own header names the user, the address and the time: none belongs to what will run.
    private static final Pattern HEADER = Pattern.compile(
            "(?m)^-- (\\*{5,}|Change Log:|Ran at:|Against:|Liquibase version:|(Update|Rollback) .*Script).*\\R+");
    // Liquibase suspects every custom change; a planned one says the same each time.
    private static final Pattern SUSPICION =
            Pattern.compile("(?m)^-- WARNING The following SQL may change each run.*\\R");
    private static final Pattern BLANK_LINES = Pattern.compile("\\R{3,}");

    private Script() {}

    static String clean(String written) {
        String body = SUSPICION.matcher(HEADER.matcher(written).replaceAll("")).replaceAll("");
        return BLANK_LINES.matcher(body).replaceAll("\n\n").strip() + "\n";
    }
}
