package sluice.cli;

import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import sluice.cli.bench.BenchCommand;
import sluice.cli.command.KeyOptions;
import sluice.cli.command.Stop;
import sluice.cli.command.Version;
import sluice.cli.designs.ImportCommand;
import sluice.cli.designs.ServiceCommand;
import sluice.cli.inspect.ExplainCommand;
import sluice.cli.inspect.HistoryCommand;
import sluice.cli.inspect.PreviewCommand;
import sluice.cli.inspect.SchemasCommand;
import sluice.cli.inspect.StatusCommand;
import sluice.cli.inspect.VerifyCommand;
import sluice.cli.migrate.DemoCommand;
import sluice.cli.migrate.RollbackCommand;
import sluice.cli.migrate.UpdateCommand;
import sluice.cli.search.CompareCommand;
import sluice.cli.search.ReindexCommand;
import sluice.environment.connection.ConnectionFailure;
import sluice.environment.embedded.programs.EmbeddedServerException;
import sluice.environment.problem.ConfigurationException;

/** The entry: parses, runs one command, ends with its status. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs Liquibase changelogs that move data, in batches, over one PostgreSQL schema or thousands.",
        subcommands = {
            UpdateCommand.class,
            PreviewCommand.class,
            RollbackCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            VerifyCommand.class,
            SchemasCommand.class,
            ReindexCommand.class,
            CompareCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            ServiceCommand.class,
            BenchCommand.class,
            ImageHashCommand.class,
            LicencesCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit status: 0 all done, 1 something failed or was rejected,",
            "2 wrong usage or configuration, 130/143 stopped: run the same",
            "command again to go on."
        })
public final class Sluice implements Runnable {

    private static final int WRONG_USAGE = 2;

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        // Java 22 to 24 have another console, which is there even where no terminal is
        System.setProperty("jdk.console", "java.base");
        Stop.install();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, broken) -> System.err.println("The thread " + thread.getName() + " ended: " + broken));
        quiet();
        int status = 1;
        try {
            status = execute(commandLine(), arguments);
        } finally {
            Stop.finished(); // or the end of the process would wait for the end of the command for ever
        }
        System.exit(status);
    }

    /** What Java itself can't go on with is told like any other trouble. */
    static int execute(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError full) {
            line.getErr()
                    .println("Java has no memory left (" + full.getMessage()
                            + "). Give it more, JAVA_TOOL_OPTIONS=-Xmx2g, and run the same command: it goes on.");
        } catch (LinkageError changed) {
            line.getErr()
                    .println("A part of Sluice can't be loaded (" + changed + "). Was it built again while this ran?"
                            + " Run the same command: it goes on.");
        } catch (Error broken) {
            line.getErr().println("Java can't go on: " + broken + ". Run the same command: it goes on.");
        }
        return 1;
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Sluice());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUnmatchedOptionsAllowedAsOptionParameters(
                false); // else --schemas takes a misspelt option for a pattern
        line.getSubcommands().values().forEach(KeyOptions::addTo);
        line.setParameterExceptionHandler(Sluice::misused);
        line.setExecutionExceptionHandler(Sluice::failed);
        return line;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Libraries and Liquibase stay silent unless somebody asks; our own warnings are for people. */
    private static void quiet() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static int misused(ParameterException error, String[] arguments) {
        PrintWriter err = error.getCommandLine().getErr();
        StringBuilder message = new StringBuilder(error.getMessage());
        if (error instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            message.append(". Did you mean ")
                    .append(String.join(" or ", unmatched.getSuggestions()))
                    .append('?');
        }
        String name = error.getCommandLine().getCommandSpec().qualifiedName();
        err.println(message.toString().replaceAll("\\s*\\R\\s*", " ") + " See: " + name + " --help");
        return WRONG_USAGE;
    }

    private static int failed(Exception error, CommandLine line, ParseResult parsed) {
        boolean verbose = parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--verbose");
        if (verbose) {
            error.printStackTrace(line.getErr());
        } else {
            line.getErr().println(told(error));
        }
        boolean ours = error instanceof ConfigurationException
                || error instanceof ConnectionFailure
                || error instanceof EmbeddedServerException;
        return ours ? WRONG_USAGE : 1;
    }

    private static String told(Exception error) {
        return error.getMessage() == null ? error + " (--verbose tells where)" : error.getMessage();
    }
}
