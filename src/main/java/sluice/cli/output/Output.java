package sluice.cli.output;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import sluice.environment.Settings;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.runs.Run;

/** Where a command's words go: lines for people, texts such as SQL, JSON for programs. */
public final class Output implements AutoCloseable {

    private final CommandSpec spec;
    private final Path page;
    private final String title;
    private final Timeline timeline = new Timeline();
    private final Telling telling;
    private final PrintWriter people;
    private final JsonReport jsonReport;
    private final Progress progress;

    /**
     * @param people where lines go: standard error, if standard output belongs to JSON or to a text such as SQL
     * @param page where the report is kept as HTML; null for nowhere
     */
    public Output(CommandSpec spec, Settings settings, PrintWriter people, Path page, Telling telling) {
        this.spec = spec;
        this.page = page;
        this.title = spec.name() + " " + settings.system() + " in " + settings.environment();
        this.telling = telling;
        this.people = people;
        this.jsonReport = new JsonReport(settings.system(), settings.environment(), spec.name());
        this.progress = new Progress(people, telling.isWatched(), telling.isQuiet(), telling.isVerbose());
    }

    /** Who is to hear of the run while it goes on: the terminal, and the page if one is wanted. */
    public FleetListener progress() {
        return page == null ? progress : FleetListener.both(progress, timeline);
    }

    /** Prints a line, unless only troubles are wanted. */
    public void line(String text) {
        if (!telling.isQuiet()) {
            people.println(text);
            people.flush();
        }
    }

    /** Adds a part, of values that become JSON by themselves, to what programs get; people are told otherwise. */
    public void also(String name, Object part) {
        jsonReport.add(name, part);
    }

    /** Prints what the command is for, e.g. SQL; never mixed with JSON. */
    public void text(String text) {
        if (!telling.isJsonPrinted()) {
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
        }
    }

    /** Prints a run and gives its exit status: 0, or 1 where something failed or was set aside. */
    public int report(FleetReport report) {
        progress.end();
        Lines.summary(report, telling.isQuiet()).forEach(text -> {
            people.println(text);
            people.flush();
        });
        write(jsonReport.of(report));
        if (page != null) {
            new HtmlReport(title, report, timeline.turns()).write(page);
        }
        return report.hasTrouble() ? 1 : 0;
    }

    /**
     * Prints how far schemas have come; the exit status is 0, however far that is.
     *
     * @param last the last recorded run, or null
     */
    public int states(List<SchemaState> states, Run last) {
        Lines.states(states).forEach(this::line);
        if (last != null) {
            line(RunLines.position(last));
        }
        write(jsonReport.ofStates(states, last));
        return 0;
    }

    /** Prints recorded runs; the exit status is 0, however they ended. */
    public int runs(List<Run> runs) {
        RunLines.of(runs).forEach(this::line);
        write(jsonReport.ofRuns(runs));
        return 0;
    }

    /** Prints names, one per line; the exit status is 0. */
    public int names(List<String> names) {
        names.forEach(this::line);
        write(jsonReport.ofNames(names));
        return 0;
    }

    @Override
    public void close() {
        progress.end();
        people.flush();
    }

    private void write(String document) {
        telling.write(document, spec.commandLine().getOut());
    }
}
