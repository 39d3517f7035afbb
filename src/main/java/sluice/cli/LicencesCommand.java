package sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sluice.environment.problem.ConfigurationException;

/** {@code sluice licences}: what is inside, which version, under which licence. */
@Command(
        name = "licences",
        mixinStandardHelpOptions = true,
        description = "Lists the libraries of this build with their versions and licences.")
final class LicencesCommand implements Callable<Integer> {

    private static final String CONTENTS = "/META-INF/sbom/sluice.cdx.json";

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints the whole list as the build wrote it, in CycloneDX's format.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (InputStream contents = LicencesCommand.class.getResourceAsStream(CONTENTS)) {
            if (contents == null) {
                throw new ConfigurationException(
                        "This build has no list of its libraries; make one with: ./mvnw -DskipTests package");
            }
            JsonNode list = new ObjectMapper().readTree(contents);
            if (json) {
                spec.commandLine().getOut().println(list.toPrettyString());
            } else {
                lines(list).forEach(spec.commandLine().getOut()::println);
            }
            return 0;
        }
    }

    /** A line per library, in the order of their names. */
    static List<String> lines(JsonNode list) {
        List<String> lines = new ArrayList<>();
        for (JsonNode library : list.path("components")) {
            String name =
                    library.path("group").asText() + ":" + library.path("name").asText();
            lines.add("%-62s %-18s %s".formatted(name, library.path("version").asText(), licence(library)));
        }
        lines.sort(null);
        return lines;
    }

    private static String licence(JsonNode library) {
        String told = elements(library.path("licenses"))
                .map(entry -> Stream.of(
                                entry.path("expression"),
                                entry.path("license").path("id"),
                                entry.path("license").path("name"))
                        .filter(name -> !name.isMissingNode())
                        .map(JsonNode::asText)
                        .findFirst()
                        .orElse(""))
                .collect(Collectors.joining(" or "));
        return told.isEmpty() ? "not told by its maker" : told;
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        List<JsonNode> all = new ArrayList<>();
        list.forEach(all::add);
        return all.stream();
    }
}
