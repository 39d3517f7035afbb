package sluice.manual;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.cli.Cli;
import sluice.opensearch.TestCluster;
import sluice.sql.ScriptRunner;

/** Runs the commands of a manual in its scratch folder. Not thread-safe: it moves the house of the whole process. */
final class Shell {

    /** How a command ended, and what it said; {@code out} alone goes into a file. */
    record Result(int status, String out, String err) {}

    private static final Set<String> FILE_OPTIONS =
            Set.of("--output", "--approved", "--report", "--json", "--schemas-file", "--markdown", "--password-file");
    private static final Set<String> PLAIN = Set.of("cat", "ls", "mkdir", "cp", "rm", "grep", "chmod", "diff");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Scratch scratch;
    private final Map<String, String> exported = new HashMap<>();
    private final String alias = TestCluster.name();
    private String system = "marketplace";

    Shell(Scratch scratch) {
        this.scratch = scratch;
    }

    Result run(Command command) throws Exception {
        List<String> words = command.words();
        if (words.isEmpty() || words.get(0).equals("export")) {
            words.stream().skip(1).forEach(this::export);
            return new Result(0, "", "");
        }
        Result result = switch (words.get(0)) {
            case "./sluice" -> sluice(command);
            case "./mvnw" -> maven(command);
            case "liquibase" -> liquibase(command);
            case "psql" -> psql(command);
            default -> plain(command);
        };
        if (!command.redirect().isEmpty()) {
            scratch.write(command.redirect(), result.out());
            return new Result(result.status(), "", result.err());
        }
        return new Result(result.status(), relative(result.out()), relative(result.err()));
    }

    private String relative(String text) {
        return text.replace(scratch.folder + "/", "");
    }

    private void export(String assignment) {
        String[] parts = assignment.split("=", 2);
        exported.put(parts[0], scratch.variable(parts[0], parts[1], system));
    }

    private Result sluice(Command command) throws Exception {
        List<String> words = command.words();
        system = words.size() > 2 && !words.get(2).startsWith("-") ? systemOf(words.get(2)) : system;
        scratch.adapt(command.option("--env"), system);
        List<String> arguments = arguments(words);
        if (exported.isEmpty() && command.variables().isEmpty() && !Files.exists(classes())) {
            return inProcess(scratch.folder, arguments);
        }
        arguments.addAll(0, List.of("-Dsluice.home=" + scratch.folder, "sluice.cli.Sluice"));
        return java(command, System.getProperty("java.class.path") + File.pathSeparator + classes(), arguments);
    }

    /** With files of the scratch folder, and with the servers of this test. */
    private List<String> arguments(List<String> words) {
        List<String> arguments = new ArrayList<>();
        for (int at = 1; at < words.size(); at++) {
            boolean file =
                    FILE_OPTIONS.contains(words.get(at - 1)) && !words.get(at).equals("-")
                            || at == 2 && words.get(at).contains("/");
            String word = scratch.filled(words.get(at), system);
            arguments.add(file ? scratch.folder.resolve(word).toString() : word);
        }
        if (words.get(1).equals("reindex") || words.get(1).equals("compare")) {
            // started when it is wanted: few manuals speak of it, and it takes seconds
            arguments.addAll(List.of("--opensearch-url", TestCluster.url(), "--opensearch-alias", alias));
        }
        return arguments;
    }

    private static String systemOf(String word) {
        return word.contains("/") ? Path.of(word).getParent().getFileName().toString() : word;
    }

    private Path classes() {
        return scratch.folder.resolve("target/classes");
    }

    /** Runs our command line in this process, in a project folder. */
    static Result inProcess(Path home, List<String> arguments) {
        String before = System.getProperty("sluice.home");
        System.setProperty("sluice.home", home.toString());
        try {
            Cli cli = Cli.run(arguments.toArray(String[]::new));
            return new Result(cli.status(), cli.out(), cli.err());
        } finally {
            if (before == null) {
                System.clearProperty("sluice.home");
            } else {
                System.setProperty("sluice.home", before);
            }
        }
    }

    /** The stock command line: what it ships with, and the two jars that the manual puts into its lib folder. */
    private Result liquibase(Command command) throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith("/classes") && !entry.endsWith("test-classes")
                        || entry.matches(".*/(liquibase-core|snakeyaml|opencsv|commons-(io|lang3|text|collections4)"
                                + "|jaxb-api|picocli|postgresql)-[\\d.]+\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of("liquibase.integration.commandline.LiquibaseCommandLine"));
        for (String word : command.words().subList(1, command.words().size())) {
            arguments.add(scratch.filled(word, system));
        }
        return java(command, path, arguments);
    }

    private Result java(Command command, String classPath, List<String> arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-cp", classPath));
        words.addAll(arguments);
        return process(command, scratch.folder, words);
    }

    /** Maven in the project itself, whose classes it needs, with the files of the scratch folder. */
    private Result maven(Command command) throws Exception {
        String system = command.words().stream()
                .filter(word -> word.startsWith("-Dsystem="))
                .map(word -> word.substring("-Dsystem=".length()))
                .findFirst()
                .orElse("marketplace");
        scratch.adapt("staging", system);
        List<String> words = new ArrayList<>(List.of("./mvnw", "-B", "-o"));
        // 'compile' is left out: this build has compiled, and a second compiler would write into the classes of this
        // test
        for (String word : command.words().subList(2, command.words().size())) {
            words.add(scratch.filled(word, system));
        }
        words.add("-Dliquibase.searchPath=" + scratch.folder);
        words.add("-Dliquibase.version=" + System.getProperty("liquibase.version"));
        Result offline = process(command, Scratch.PROJECT, words);
        boolean missing = offline.status() != 0 && offline.out().contains("offline mode");
        words.remove("-o");
        return missing ? process(command, Scratch.PROJECT, words) : offline;
    }

    private Result psql(Command command) throws Exception {
        Path script = scratch.folder.resolve(command.option("-f"));
        try (var connection = scratch.servers.database(system).migration().connect()) {
            ScriptRunner.run(connection, Servers.read(script));
            return new Result(0, "", "");
        }
    }

    private Result plain(Command command) throws Exception {
        if (!PLAIN.contains(command.words().get(0))) {
            throw new AssertionError("The test of the manuals can't run '" + command + "'");
        }
        String line = command.words().stream()
                .map(word -> word.contains("*") ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
        return process(command, scratch.folder, List.of("sh", "-c", line));
    }

    private Result process(Command command, Path folder, List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(exported);
        command.variables()
                .forEach((name, value) -> builder.environment().put(name, scratch.variable(name, value, system)));
        if (command.variables().containsKey("QNAP_HOST")) {
            // where the machine has ~/.ssh/known_hosts, and the server its usual port
            builder.environment()
                    .put("SLUICE_NAS_FINGERPRINT", scratch.servers.nas().fingerprint());
            builder.environment()
                    .put(
                            "QNAP_PORT",
                            String.valueOf(scratch.servers.nas().address().port()));
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), output, "");
    }
}
