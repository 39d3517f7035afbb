package sluice.cli.designs;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import sluice.cli.output.Json;
import sluice.cli.output.Output;
import sluice.cli.output.Telling;
import sluice.designs.service.Phase;
import sluice.environment.Settings;

/** The words of a service: plain lines, one when a phase begins and one when it ends; JSON for programs. */
final class ServiceOutput {

    private final CommandSpec spec;
    private final Telling telling;
    private final PrintWriter document;
    private final List<Map<String, Object>> phases = new ArrayList<>();

    ServiceOutput(CommandSpec spec, Telling telling) {
        this.spec = spec;
        this.telling = telling;
        this.document = spec.commandLine().getOut();
        if (telling.isJsonPrinted()) {
            // standard output is the document's: all that speak to people are sent to the other
            spec.commandLine().setOut(spec.commandLine().getErr());
        }
    }

    /** What the fleet of one phase says. */
    Output fleet(Settings settings) {
        return new Output(spec, settings, people(), null, telling.withoutJson());
    }

    /** What the import says. */
    ImportOutput images(Settings settings) {
        // its own JSON would be a second document
        return new ImportOutput(spec, settings, telling.withoutJson());
    }

    void line(String text) {
        if (!telling.isQuiet()) {
            people().println(text);
            people().flush();
        }
    }

    /** A phase is over; what went wrong is said even to those who want it quiet. */
    void ended(Phase phase, String outcome, Duration time, Exception trouble) {
        String error = trouble == null ? "" : oneLine(trouble);
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("phase", phase.word());
        part.put("outcome", outcome);
        part.put("seconds", time.toMillis() / 1000.0);
        part.put("error", error);
        phases.add(part);
        if (trouble != null) {
            spec.commandLine().getErr().println(phase.word() + ": " + error);
            if (telling.isVerbose()) {
                trouble.printStackTrace(spec.commandLine().getErr());
            }
            spec.commandLine().getErr().flush();
        }
        line(String.format(Locale.ROOT, "%s: %s, %.1f s", phase.word(), outcome, time.toMillis() / 1000.0));
    }

    /** Writes the JSON if somebody wants it. */
    void write(String mode) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("system", "designs");
        all.put("command", "service");
        all.put("mode", mode);
        all.put("phases", phases);
        telling.write(Json.indented(all), document);
    }

    private PrintWriter people() {
        return spec.commandLine().getOut();
    }

    private static String oneLine(Exception trouble) {
        String told = trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
        return told.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
