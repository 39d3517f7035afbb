package sluice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of a whole folder changelogs/; see its README.md. */
final class ChangelogRules {

    private static final String CONTENTS = "changelog.yaml";
    private static final String VERIFY = "verify.yaml";
    private static final String INDEX = "index.json"; // of a search index, read by a command
    private static final int LONGEST_STEP = 60;

    private final Path changelogs;
    private final List<String> problems = new ArrayList<>();

    ChangelogRules(Path changelogs) {
        this.changelogs = changelogs;
    }

    /** A line per broken rule, each with its file; none if all is well. */
    List<String> problems() throws IOException {
        for (Path folder : children(changelogs)) {
            if (Files.isDirectory(folder)) {
                system(folder);
            }
        }
        return problems;
    }

    private void system(Path folder) throws IOException {
        String system = folder.getFileName().toString();
        List<ChangelogFile> steps = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Path path : yaml(folder)) {
            if (path.endsWith(INDEX) || isPartOfAStep(path) || isReadByACopy(folder, path)) {
                continue;
            }
            ChangelogFile file = read(system, path);
            if (file == null) {
                continue;
            }
            if (file.name().equals(CONTENTS)) {
                belongsTo(system, file);
            } else if (!file.name().equals(VERIFY)) {
                steps.add(file);
                step(file, ids);
            }
        }
        contents(folder.resolve(CONTENTS), steps);
        if (!system.equals("ledger")) {
            verification(folder.resolve(VERIFY));
        }
    }

    private void step(ChangelogFile file, Set<String> ids) {
        belongsTo(file.system(), file);
        // a table of contents and a list of checks are as long as what they list
        require(file.path(), file.lines().size() <= LONGEST_STEP, "it has more than " + LONGEST_STEP + " lines");
        List<JsonNode> changesets = file.entries("changeSet");
        require(file.path(), changesets.size() == 1, "it must hold one changeset, and holds " + changesets.size());
        require(file.path(), file.entries("include").isEmpty(), "only changelog.yaml includes others");
        for (JsonNode changeset : changesets) {
            new ChangesetRules(file, changeset).problems().forEach(problem -> add(file.path(), problem));
            require(file.path(), ids.add(changeset.path("id").asText()), "its id stands in another file, too");
        }
    }

    private void belongsTo(String system, ChangelogFile file) {
        List<JsonNode> paths = file.entries("logicalFilePath");
        require(
                file.path(),
                paths.size() == 1 && paths.get(0).asText().equals(system),
                "it needs logicalFilePath: " + system);
        require(file.path(), file.entries("includeAll").isEmpty(), "includeAll hides the order; list the files");
    }

    private void contents(Path path, List<ChangelogFile> steps) throws IOException {
        ChangelogFile contents =
                Files.exists(path) ? read(path.getParent().getFileName().toString(), path) : null;
        if (contents == null) {
            add(path, "it is missing or can't be read");
            return;
        }
        List<Path> included = new ArrayList<>();
        for (JsonNode include : contents.entries("include")) {
            Path target = contents.included(include);
            require(
                    path,
                    include.path("relativeToChangelogFile").asBoolean(),
                    include.path("file").asText() + " needs relativeToChangelogFile: true");
            require(
                    path,
                    Files.isRegularFile(target),
                    "there is no " + include.path("file").asText());
            require(path, !included.contains(target), include.path("file").asText() + " is included twice");
            included.add(target);
        }
        for (ChangelogFile step : steps) {
            require(step.path(), included.contains(step.path()), "changelog.yaml does not include it");
        }
        if (!contents.system().equals("ledger")) {
            beginning(contents, included, steps);
        }
    }

    /** The ledger, then sample data, then the tag that a rollback of everything goes back to. */
    private void beginning(ChangelogFile contents, List<Path> included, List<ChangelogFile> steps) {
        Path ledger = changelogs.resolve("ledger").resolve(CONTENTS);
        require(contents.path(), included.indexOf(ledger) == 0, "it must include ../ledger/changelog.yaml first");
        for (Path path : included) {
            for (ChangelogFile step : steps) {
                if (step.path().equals(path)) {
                    JsonNode changeset = step.root().findPath("changeSet");
                    String tag = changeset.findPath("tagDatabase").path("tag").asText();
                    if (!tag.isEmpty()) {
                        String start = contents.system() + "-start";
                        require(path, tag.equals(start), "the first tag must be " + start);
                        return;
                    }
                    boolean sample = changeset.path("contextFilter").asText().equals("demo");
                    require(path, sample, "before the first tag there may be only sample data (contextFilter: demo)");
                }
            }
        }
        add(contents.path(), "it has no tag");
    }

    private void verification(Path path) throws IOException {
        ChangelogFile file = Files.exists(path) ? read("", path) : null;
        if (file == null || file.root().path("checks").isEmpty()) {
            add(path, "it is missing or has no checks");
            return;
        }
        Set<String> names = new HashSet<>();
        for (JsonNode check : file.root().get("checks")) {
            String name = check.path("name").asText();
            require(
                    path,
                    !name.isBlank() && names.add(name + check.path("dbms").asText()),
                    "a check has no name of its own: " + name);
            require(
                    path,
                    List.of("before", "after").contains(check.path("stage").asText()),
                    name + ": no known stage");
            require(path, check.path("query").asText().startsWith("SELECT "), name + ": the query must be a SELECT");
            boolean asksSource = check.path("source").isTextual()
                    && check.path("sourceQuery").asText().startsWith("SELECT ");
            require(path, check.path("expect").isValueNode() != asksSource, name + ": what is expected?");
            require(path, !check.path("message").asText().isBlank(), name + ": no message for people");
        }
    }

    private ChangelogFile read(String system, Path path) throws IOException {
        try {
            return ChangelogFile.read(system, path);
        } catch (JsonProcessingException malformed) {
            add(
                    path,
                    "it can't be read: "
                            + malformed.getOriginalMessage().lines().findFirst().orElse(""));
            return null;
        }
    }

    /** SQL that a step beside it reads by sqlFile. */
    private static boolean isPartOfAStep(Path path) throws IOException {
        if (!path.toString().endsWith(".sql")) {
            return false;
        }
        String read = "path: " + path.getFileName() + ",";
        for (Path sibling : children(path.getParent())) {
            if (sibling.toString().endsWith(".yaml")
                    && Files.readString(sibling).contains(read)) {
                return true;
            }
        }
        return false;
    }

    /** SQL that a copy sends to its source, or that makes the source of a demo. */
    private static boolean isReadByACopy(Path folder, Path path) throws IOException {
        String name = path.getFileName().toString();
        String read = path.getParent().endsWith("legacy")
                ? "{ name: source, value: " + name.replace(".sql", "") + " }"
                : "changelogs/" + folder.getFileName() + "/" + name;
        for (Path step : children(folder)) {
            if (name.endsWith(".sql")
                    && step.toString().endsWith(".yaml")
                    && Files.readString(step).contains(read)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> yaml(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(path -> path.toString().matches(".*\\.(yaml|yml|xml|sql|json)"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private void require(Path path, boolean kept, String problem) {
        if (!kept) {
            add(path, problem);
        }
    }

    private void add(Path path, String problem) {
        String line = changelogs.relativize(path).toString().replace('\\', '/') + ": " + problem;
        if (!problems.contains(line)) {
            problems.add(line);
        }
    }
}
