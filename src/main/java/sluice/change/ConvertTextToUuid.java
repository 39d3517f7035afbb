package sluice.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.change.uuid.Examination;
import sluice.change.uuid.Filling;
import sluice.change.uuid.Quarantine;
import sluice.change.uuid.Rewrite;
import sluice.change.uuid.Swap;
import sluice.change.uuid.Twins;
import sluice.change.uuid.Words;
import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.change.uuid.conversion.TextColumn;
import sluice.plan.Plan;
import sluice.plan.Step;
import sluice.task.PlannedChange;

/**
 * Makes a text key and every column that refers to it native {@code uuid}, on a live database, and takes it back.
 *
 * <p><b>online</b> gives each column a twin that a trigger keeps in step, fills it in batches, builds its indexes and foreign
 * keys while the application works, and then puts all twins in their columns' places in one short transaction. The former
 * columns stay, in step, as {@code <column>_text} until the part {@code contract}. <b>rewrite</b> does it all in one
 * transaction with {@code ALTER COLUMN ... TYPE}. Both find names and rules in the catalog when they run, so what one has
 * done the other can take back: the strategy is no part of the checksum, and no more is what becomes of invalid rows.
 *
 * <p>The parts let a changelog put tags between them: {@code check} only looks; {@code key} prepares the key; {@code references}
 * prepares the rest and swaps; {@code contract} drops the former columns; {@code all} is the first three. The key can't be
 * swapped earlier: between two swaps no foreign key could hold, and joins would fail for their types.
 */
public final class ConvertTextToUuid extends PlannedChange {

    private static final Pattern REFERENCE = Pattern.compile("([^.?]+)\\.([^.?]+)(\\?)?");
    // bytes: with what our triggers are called around it, 63
    private static final int LONGEST = 48;

    private String table;
    private String column;
    private String references = "";
    private String strategy = "online";
    private String onInvalid = "fail";
    private String part = "all";

    @Override
    protected Plan plan() {
        Conversion there = conversion(Direction.TO_UUID);
        Conversion back = there.back();
        List<Step> steps = new ArrayList<>();
        if (examines()) {
            steps.add(Examination.of(there, looksAtRows(), invalidStops()));
        }
        if (does("key") && !invalidStops()) {
            steps.add(Quarantine.of(there));
        }
        if (strategy.equals("rewrite")) {
            if (does("references")) {
                steps.add(Rewrite.of(there));
            }
        } else {
            if (does("key")) {
                prepare(steps, there, there.columns().subList(0, 1));
            }
            if (does("references")) {
                // the key's twin lost its check and its indexes if a swap was taken back
                steps.add(new Twins(there).follow(there.columns().get(0)));
                prepare(steps, there, rest(there));
                complete(steps, there);
            }
        }
        if (does("contract")) {
            contract(steps, back);
        }
        return Words.with(steps, there, back);
    }

    @Override
    protected Plan undo() {
        Conversion there = conversion(Direction.TO_UUID);
        Conversion back = there.back();
        List<Step> steps = new ArrayList<>();
        if (strategy.equals("rewrite")) {
            if (does("references")) {
                steps.add(Rewrite.of(back));
            }
        } else {
            if (does("contract") || does("references")) {
                prepare(steps, back, there.columns());
            }
            if (does("references")) {
                complete(steps, back);
            }
        }
        if (does("references")) {
            rest(there).forEach(one -> steps.add(new Twins(there).drop(one)));
        }
        if (does("key")) {
            steps.add(new Twins(there).drop(there.columns().get(0)));
            steps.add(Quarantine.undo(there));
        }
        return Words.with(steps, there, back);
    }

    private boolean invalidStops() {
        return !onInvalid.equals("quarantine");
    }

    /** A rewrite looks by itself, under its locks; what takes away what is left over need not look. */
    private boolean examines() {
        return part.equals("check") || !part.equals("contract") && (strategy.equals("online") || !invalidStops());
    }

    /** The rows were looked at before the key was filled. */
    private boolean looksAtRows() {
        return !part.equals("references");
    }

    private void contract(List<Step> steps, Conversion back) {
        Twins twins = new Twins(back);
        if (strategy.equals("rewrite")) {
            steps.add(twins.drop(back.columns()));
        } else {
            back.columns().forEach(one -> steps.add(twins.drop(one)));
        }
    }

    private static void prepare(List<Step> steps, Conversion conversion, List<TextColumn> columns) {
        Twins twins = new Twins(conversion);
        columns.forEach(one -> steps.add(twins.add(one)));
        columns.forEach(one -> steps.addAll(new Filling(conversion).of(one)));
        steps.addAll(twins.keepTexts(columns));
    }

    private static void complete(List<Step> steps, Conversion conversion) {
        Twins twins = new Twins(conversion);
        steps.add(twins.index());
        rest(conversion).forEach(one -> steps.add(twins.link(one)));
        steps.add(twins.validate());
        steps.add(Swap.of(conversion));
    }

    @Override
    protected Map<String, Object> parameters() {
        return new TreeMap<>(Map.of("table", table, "column", column, "references", references, "part", part));
    }

    @Override
    protected List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (blank(table) || blank(column)) {
            problems.add("parameters table and column of ConvertTextToUuid must name the key, e.g. users and id");
        } else if (isLong(column)) {
            problems.add(
                    "parameter column of ConvertTextToUuid must have " + LONGEST + " bytes at most, was " + column);
        }
        Set<String> named = new HashSet<>(Set.of(table + "." + column));
        for (String reference : split()) {
            Matcher matcher = REFERENCE.matcher(reference);
            if (!matcher.matches() || isLong(matcher.group(2))) {
                problems.add(
                        "parameter references of ConvertTextToUuid must be a list of table.column (with ? behind it where"
                                + " there may be no such table), column names of " + LONGEST
                                + " bytes at most, was "
                                + reference);
            } else if (!named.add(matcher.group(1) + "." + matcher.group(2))) {
                problems.add(
                        "parameter references of ConvertTextToUuid names " + reference + " twice, or the key itself");
            }
        }
        oneOf(problems, "strategy", strategy, List.of("online", "rewrite"));
        oneOf(problems, "onInvalid", onInvalid, List.of("fail", "quarantine"));
        oneOf(problems, "part", part, List.of("all", "check", "key", "references", "contract"));
        return problems;
    }

    private static void oneOf(List<String> problems, String parameter, String value, List<String> known) {
        if (!known.contains(value)) {
            problems.add("parameter " + parameter + " of ConvertTextToUuid must be one of " + known + ", was " + value);
        }
    }

    private static boolean isLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private boolean does(String what) {
        return part.equals(what) || part.equals("all") && !what.equals("contract");
    }

    private static List<TextColumn> rest(Conversion conversion) {
        return conversion.columns().subList(1, conversion.columns().size());
    }

    private List<String> split() {
        return Arrays.stream(references.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private Conversion conversion(Direction direction) {
        List<TextColumn> columns = new ArrayList<>(List.of(new TextColumn(1, table, column, false)));
        for (String reference : split()) {
            Matcher matcher = REFERENCE.matcher(reference);
            if (matcher.matches()) {
                columns.add(new TextColumn(
                        columns.size() + 1, matcher.group(1), matcher.group(2), matcher.group(3) != null));
            }
        }
        return new Conversion(columns, direction);
    }

    /** The table of the key, in the tenant's own schema. */
    public String getTable() {
        return table;
    }

    /** See {@link #getTable}. */
    public void setTable(String table) {
        this.table = table;
    }

    /** The key, a text column whose name has 48 bytes at most. */
    public String getColumn() {
        return column;
    }

    /** See {@link #getColumn}. */
    public void setColumn(String column) {
        this.column = column;
    }

    /** All that refers to the key: {@code table.column}, separated by commas; with {@code ?} where there may be no such table. */
    public String getReferences() {
        return references;
    }

    /** See {@link #getReferences}. */
    public void setReferences(String references) {
        this.references = references;
    }

    /** {@code online} (default) or {@code rewrite}. */
    public String getStrategy() {
        return strategy;
    }

    /** See {@link #getStrategy}. */
    public void setStrategy(String strategy) {
        this.strategy = strategy;
    }

    /** What becomes of rows whose text is no UUID: {@code fail} (default) or {@code quarantine}. */
    public String getOnInvalid() {
        return onInvalid;
    }

    /** See {@link #getOnInvalid}. */
    public void setOnInvalid(String onInvalid) {
        this.onInvalid = onInvalid;
    }

    /** {@code all} (default), {@code check}, {@code key}, {@code references} or {@code contract}. */
    public String getPart() {
        return part;
    }

    /** See {@link #getPart}. */
    public void setPart(String part) {
        this.part = part;
    }
}
