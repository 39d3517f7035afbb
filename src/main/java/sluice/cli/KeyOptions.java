package sluice.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sluice.environment.Key;
import sluice.environment.value.Kind;

/** An option for each settings key, made from the key itself. */
final class KeyOptions {

    private KeyOptions() {}

    /** Adds the options to a command that works on a database. */
    static void addTo(CommandLine line) {
        boolean searches = line.getCommand() instanceof IndexCommand;
        boolean imports = line.getCommand() instanceof ImportCommand || line.getCommand() instanceof ServiceCommand;
        if (imports || line.getCommand() instanceof FleetCommand) {
            CommandSpec spec = line.getCommandSpec();
            for (Key key : Key.values()) {
                if ((imports || !key.isForImport()) && (searches || !key.isForSearch())) {
                    spec.addOption(option(key));
                }
            }
        }
    }

    /** What the command line says. */
    static Map<Key, String> given(ParseResult parsed) {
        Map<Key, String> given = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            if (parsed.hasMatchedOption(key.option())) {
                List<String> values = parsed.matchedOption(key.option()).stringValues();
                given.put(key, String.join(",", values));
            }
        }
        return given;
    }

    private static OptionSpec option(Key key) {
        boolean many = key.kind() instanceof Kind.Texts;
        return OptionSpec.builder(key.option())
                .arity(many ? "1..*" : "1")
                .type(many ? String[].class : String.class)
                .paramLabel(label(key))
                .description(described(key))
                .build();
    }

    private static String described(Key key) {
        String standard = key.standard().isEmpty() ? "" : " Default: " + key.standard();
        return (key.meaning() + standard).replace("%", "%%"); // a format, to picocli
    }

    private static String label(Key key) {
        if (key.kind() instanceof Kind.Texts) {
            return "PATTERN";
        }
        if (key.kind() instanceof Kind.File) {
            return "FILE";
        }
        if (key.kind() instanceof Kind.Time) {
            return "TIME";
        }
        return key.kind() instanceof Kind.Whole ? "N" : key.name().replaceAll(".*_", "");
    }
}
