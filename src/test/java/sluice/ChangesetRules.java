package sluice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sluice.environment.Key;
import sluice.task.PlannedChange;

/** The rules that one changeset can keep or break by itself; see changelogs/README.md. */
final class ChangesetRules {

    private static final Map<String, Set<String>> VERBS = Map.of(
            "expand", Set.of("create", "add", "snapshot"),
            "backfill", Set.of("fill", "copy", "group", "load", "link"),
            "contract", Set.of("check", "swap", "rename", "drop"),
            "full", Set.of("fill", "copy", "add"),
            "cleanup", Set.of("check", "drop"));

    /** When a worker with modes runs a step: as it starts, or when there is time; or for whom a step is too much. */
    private static final Set<String> FURTHER = Set.of("startup", "complex", "later");

    private static final Set<String> SPEED = Stream.concat(
                    Stream.of("threads", "size", "sleep", "timeout"),
                    Arrays.stream(Key.values()).map(Key::property).map(name -> name.replace("sluice.", "")))
            .collect(Collectors.toSet());

    private static final Set<String> OF_SQL =
            Set.of("sql", "splitStatements", "stripComments", "endDelimiter", "dbms", "comment");

    private final ChangelogFile file;
    private final JsonNode changeset;
    private final List<String> problems = new ArrayList<>();

    ChangesetRules(ChangelogFile file, JsonNode changeset) {
        this.file = file;
        this.changeset = changeset;
    }

    /** A line per broken rule. */
    List<String> problems() {
        String id = text("id");
        require(file.name().equals(id + ".yaml"), "its id is " + id + ", which must be the file's name");
        require(id.matches("\\d{3}(-[a-z0-9]+)+"), "its id must be like 010-create-orders");
        require(text("author").equals(file.system()), "its author must be " + file.system());
        require(text("comment").length() > 10, "it has no comment");
        contextIsRare();
        label();
        wayBack();
        changeset.path("changes").forEach(this::change);
        preconditions();
        return problems;
    }

    private void contextIsRare() {
        require(!changeset.has("context"), "context is the old name of contextFilter");
        // a label alone would run wherever no label is asked for
        String place = text("labels").equals("cleanup") ? "cleanup" : "demo";
        require(
                List.of(text("labels").equals("cleanup") ? "cleanup" : "", place)
                        .contains(text("contextFilter")),
                "contextFilter may only be demo, and must be cleanup where the label is");
    }

    private void label() {
        List<String> labels = List.of(text("labels").split(", *"));
        String label = labels.get(0);
        require(
                labels.size() == 1 || (labels.size() == 2 && FURTHER.contains(labels.get(1))),
                "besides the phase, its labels may only have one of " + new TreeSet<>(FURTHER));
        if (file.system().equals("ledger")) {
            require(label.isEmpty(), "the ledger belongs to every phase and has no label");
        } else if (!VERBS.containsKey(label)) {
            problems.add("its label must be one of " + new TreeSet<>(VERBS.keySet()));
        } else {
            String verb = text("id").replaceFirst("^\\d+-", "").replaceFirst("-.*", "");
            require(
                    verb.equals("tag") || VERBS.get(label).contains(verb),
                    "the verb " + verb + " does not belong to the label " + label);
        }
    }

    private void wayBack() {
        boolean custom = changes("customChange").findAny().isPresent();
        require(custom || changeset.has("rollback"), "it has no rollback");
        if (changeset.path("rollback").isArray() && changeset.get("rollback").isEmpty()) {
            boolean reason = file.lines().stream().anyMatch(line -> line.matches("\\s+rollback: \\[] +# \\S.{5,}"));
            require(reason, "an empty rollback needs its reason as a comment in the same line");
        }
    }

    private void change(JsonNode change) {
        if (change.has("customChange")) {
            custom(change.get("customChange"));
        }
        if (change.has("tagDatabase")) {
            tag(change.get("tagDatabase"));
        }
        if (change.has("sql")) {
            names(change.get("sql"))
                    .filter(name -> !OF_SQL.contains(name))
                    .forEach(name -> problems.add("sql has no '" + name + "': is a comma missing its quotes?"));
        }
    }

    private void custom(JsonNode custom) {
        String name = custom.path("class").asText();
        try {
            boolean planned = PlannedChange.class.isAssignableFrom(Class.forName(name));
            require(planned, name + " is no PlannedChange");
        } catch (ClassNotFoundException missing) {
            problems.add("there is no class " + name);
        }
        require(changeset.path("runInTransaction").asText().equals("false"), "it needs runInTransaction: false");
        require(changeset.path("changes").size() == 1, "a customChange stands alone in its changeset");
        Stream<String> inParams = StreamSupport.stream(custom.path("params").spliterator(), false)
                .map(param -> param.path("param").path("name").asText());
        Stream.concat(inParams, names(custom))
                .filter(SPEED::contains)
                .forEach(speed -> problems.add(speed + " is about speed and belongs to contexts/"));
    }

    private void tag(JsonNode tag) {
        require(tag.path("keepTagOnRollback").asBoolean(), "a tag needs keepTagOnRollback: true");
        require(
                text("id").endsWith("-tag-" + tag.path("tag").asText()),
                "its id must end in tag-" + tag.path("tag").asText());
        require(changeset.path("changes").size() == 1, "a tag stands alone in its changeset");
    }

    private void preconditions() {
        JsonNode conditions = changeset.path("preConditions");
        boolean adopts = conditions.findValuesAsText("onFail").contains("MARK_RAN");
        if (adopts) {
            require(
                    conditions.findValuesAsText("onSqlOutput").contains("TEST"),
                    "MARK_RAN without onSqlOutput: TEST makes the preview differ from the run");
            require(file.saysWhyAbove("preConditions:"), "a comment above preConditions must say what is adopted");
        }
    }

    private Stream<JsonNode> changes(String kind) {
        return StreamSupport.stream(changeset.path("changes").spliterator(), false)
                .filter(change -> change.has(kind));
    }

    private static Stream<String> names(JsonNode node) {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    private String text(String field) {
        return changeset.path(field).asText();
    }

    private void require(boolean kept, String problem) {
        if (!kept) {
            problems.add(problem);
        }
    }
}
