package sluice.task.preview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.task.request.Report;

/**
 * What is pending in a schema, as SQL that names no schema: for all others in the same state.
 *
 * @param tables makes Liquibase's own tables
 * @param steps the first pending changesets, in order, up to the first that must be left to Liquibase
 * @param complete whether that is all that is pending
 */
public record Recipe(List<String> tables, List<Step> steps, boolean complete) {

    private static final String STATEMENT = "\u001e";
    private static final String STEP = "\u001d";

    /** A changeset's name and its statements. */
    public record Step(String path, String id, String author, List<String> statements) {}

    /** One text, to cross the border of class loaders; the separators occur in no SQL that was accepted. */
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(complete));
        parts.add(String.join(STATEMENT, tables));
        for (Step step : steps) {
            List<String> all = new ArrayList<>(List.of(step.path(), step.id(), step.author()));
            all.addAll(step.statements());
            parts.add(String.join(STATEMENT, all));
        }
        return String.join(STEP, parts);
    }

    /** What a worker's report holds. */
    public static Recipe of(Report report) {
        String[] parts = report.text().split(STEP, -1);
        List<Step> steps = Arrays.stream(parts)
                .skip(2)
                .map(part -> List.of(part.split(STATEMENT, -1)))
                .map(all -> new Step(all.get(0), all.get(1), all.get(2), all.subList(3, all.size())))
                .toList();
        return new Recipe(List.of(parts[1].split(STATEMENT)), steps, Boolean.parseBoolean(parts[0]));
    }

    /** Whether a text would be mistaken for a separator. */
    static boolean canHold(String text) {
        return !text.contains(STATEMENT) && !text.contains(STEP);
    }
}
