package sluice.task;

import java.util.regex.Pattern;

/** What Liquibase writes for a preview, as a script that says the same each time it is asked. */
final class Script {

    // Liquibase's own header names the user, the address and the time: none belongs to what will run.
    private static final Pattern HEADER = Pattern.compile(
            "(?m)^-- (\\*{5,}|Change Log:|Ran at:|Against:|Liquibase version:|(Update|Rollback) .*Script).*\\R+");
    private static final Pattern BLANK_LINES = Pattern.compile("\\R{3,}");

    private Script() {}

    static String clean(String written) {
        String body = HEADER.matcher(written).replaceAll("");
        return BLANK_LINES.matcher(body).replaceAll("\n\n").strip() + "\n";
    }
}
