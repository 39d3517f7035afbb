package sluice.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How much a command tells, and to whom: the same options in the same words wherever there is something to tell. */
public final class Telling {

    @Option(names = "--json", paramLabel = "FILE|-", description = "Writes the report as JSON.")
    private String json;

    @Option(names = "--quiet", description = "Prints what went wrong only.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Prints each batch's notices, and where an error came from.")
    private boolean verbose;

    /** As this one, for a part of what a command does whose report is not wanted by itself. */
    public Telling withoutJson() {
        Telling part = new Telling();
        part.quiet = quiet;
        part.verbose = verbose;
        return part;
    }

    /** Whether only what went wrong is to be told. */
    public boolean isQuiet() {
        return quiet;
    }

    /** Whether notices and the place of an error are to be told, too. */
    public boolean isVerbose() {
        return verbose;
    }

    /** Whether standard output is the document's. */
    public boolean isJsonPrinted() {
        return "-".equals(json);
    }

    /** Whether people look on while it works. */
    public boolean isWatched() {
        return System.console() != null && !isJsonPrinted();
    }

    /** Where lines for people go, so that they don't mix with the document. */
    public PrintWriter people(CommandSpec spec) {
        return isJsonPrinted()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    /** Writes the document for programs, if one is wanted. */
    public void write(String document, PrintWriter standardOutput) {
        if (isJsonPrinted()) {
            standardOutput.println(document);
            standardOutput.flush();
        } else if (json != null) {
            try {
                Files.writeString(Path.of(json), document + "\n", StandardCharsets.UTF_8);
            } catch (IOException full) {
                throw new UncheckedIOException(
                        "The report can't be written to " + json + ": " + full.getMessage(), full);
            }
        }
    }
}
