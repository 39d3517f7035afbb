package sluice.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line of a manual, with the little of the shell's language that manuals need.
 *
 * @param variables what stands before the command, {@code NAME=value}
 * @param redirect the file behind {@code >}, else empty
 * @param comment what stands behind {@code #}
 */
record Command(Map<String, String> variables, List<String> words, String redirect, String comment) {

    private static final Pattern TOKEN = Pattern.compile("#.*|((?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+)");
    private static final Pattern STATUS = Pattern.compile(".*exit status (\\d+).*");

    /** The commands of a block. */
    static List<Command> of(String block) {
        return block.replaceAll("\\\\\n\\s*", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .map(Command::parse)
                .toList();
    }

    /** The same, goals of Maven that follow each other in one call: each start of it takes seconds. */
    static List<Command> joined(List<Command> commands) {
        List<Command> joined = new ArrayList<>();
        for (Command command : commands) {
            Command last = joined.isEmpty() ? command : joined.get(joined.size() - 1);
            if (last != command && last.isGoals() && command.isGoals()) {
                Set<String> words = new LinkedHashSet<>(last.words);
                words.addAll(command.words);
                joined.set(joined.size() - 1, new Command(Map.of(), List.copyOf(words), "", ""));
            } else {
                joined.add(command);
            }
        }
        return joined;
    }

    private boolean isGoals() {
        return words.size() > 2 && words.get(0).equals("./mvnw") && words.get(1).equals("compile");
    }

    private static Command parse(String line) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        String comment = "";
        String redirect = "";
        Matcher token = TOKEN.matcher(line);
        while (token.find()) {
            if (token.group(1) == null) {
                comment = token.group();
            } else if (words.isEmpty() && token.group().matches("[A-Z_]+=.*")) {
                String[] parts = unquoted(token.group()).split("=", 2);
                variables.put(parts[0], parts[1]);
            } else if (token.group().equals(">")) {
                token.find();
                redirect = unquoted(token.group());
            } else {
                words.add(unquoted(token.group()));
            }
        }
        return new Command(variables, words, redirect, comment);
    }

    private static String unquoted(String word) {
        return word.replaceAll("['\"]", "");
    }

    /** The status that the manual tells, 0 where it tells none. */
    int status() {
        Matcher told = STATUS.matcher(comment);
        return told.matches() ? Integer.parseInt(told.group(1)) : 0;
    }

    /** Whether the manual says that a person does this, and no test. */
    boolean isByHand() {
        return comment.contains("by hand");
    }

    /** The value behind an option. */
    String option(String name) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 == words.size() ? "" : words.get(at + 1);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
