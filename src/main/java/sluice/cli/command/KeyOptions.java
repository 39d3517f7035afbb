package sluice.cli.command;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sluice.environment.Key;
import sluice.environment.value.Kind;

/** An option for each settings key, made from the key itself. */
public final class KeyOptions {

    /** A command that works by settings, and says which of them are options of its own. */
    public interface Taker {

        /** Whether the command line of this command may set the key. */
        boolean takes(Key key);
    }

    private KeyOptions() {}

    /** Adds to a {@link Taker} the options that it takes; any other command stays as it is. */
    public static void addTo(CommandLine line) {
        if (line.getCommand() instanceof Taker taker) {
            Stream.of(Key.values())
                    .filter(taker::takes)
                    .forEach(key -> line.getCommandSpec().addOption(option(key)));
        }
    }

    /** What the command line says, as text; several values of one option are joined by commas. */
    public static Map<Key, String> given(ParseResult parsed) {
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
