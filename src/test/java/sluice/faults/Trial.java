package sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sluice.cli.SluiceProcess;
import sluice.sql.Sql;

/** One system under one fault: the command begins, the fault comes, the same command is given until it is done. */
final class Trial {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();
    private static final int PATIENCE = 6;
    private static final int TOO_LATE = -1;
    // so that there is a middle
    private static final List<String> SLOWLY = List.of(
            "--batch-size", "40", "--batch-size-max", "40", "--pause", "10ms", "--lease", "5s", "--throttle", "off");

    private final Site site;
    private final String system;
    private final Path folder;
    private final Random random;

    Trial(Site site, String system, Path folder, Random random) {
        this.site = site;
        this.system = system;
        this.folder = folder;
        this.random = random;
    }

    /** A run without any fault; how long it was at work on the database, in milliseconds. */
    long calm() throws Exception {
        site.copy(legacy(), system);
        long start = 0;
        try (SluiceProcess run = start(site.port(), Map.of())) {
            hasBegun(run);
            start = System.nanoTime();
            if (run.end() != 0) {
                throw new AssertionError("The calm run of " + system + " fails: " + run.words());
            }
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** The name of the database from which each trial of a system begins. */
    String legacy() {
        return "legacy_" + system;
    }

    /**
     * Lets the fault come at a random moment; afterwards the work is done.
     *
     * @param calm how long a run is at work without it, in milliseconds
     * @return how often the command had to be given
     */
    int run(Fault fault, long calm) throws Exception {
        long moment = (long) (random.nextDouble() * calm);
        int commands = run(fault, moment, new HashMap<>());
        while (commands == TOO_LATE && moment > 1) {
            // the machine was quicker than before: a fault after the end is none
            moment /= 2;
            commands = run(fault, moment, new HashMap<>());
        }
        return commands;
    }

    private int run(Fault fault, long moment, Map<String, String> variables) throws Exception {
        site.copy(legacy(), system);
        try (Wire wire = new Wire(site.port())) {
            try (SluiceProcess run = start(wire.port(), variables)) {
                if (!hasBegun(run) || run.ends(moment)) {
                    return TOO_LATE;
                }
                apply(fault, run, wire, variables);
                run.end();
            }
            wire.mend();
            return finish(wire.port(), variables);
        }
    }

    /** Waits until it has a session: Java's own start is no time for a fault. */
    private boolean hasBegun(SluiceProcess run) throws Exception {
        while (!run.ends(50)) {
            if (site.isUsed(system)) {
                return true;
            }
        }
        return false;
    }

    private int finish(int port, Map<String, String> variables) throws Exception {
        site.start();
        String said = "";
        for (int again = 1; again <= PATIENCE; again++) {
            try (SluiceProcess run = start(port, variables)) {
                if (run.end() == 0) {
                    return again;
                }
                said = run.words();
            }
        }
        throw new AssertionError("Not done after " + PATIENCE + " further commands. The last said: " + said);
    }

    private void apply(Fault fault, SluiceProcess run, Wire wire, Map<String, String> variables) throws Exception {
        switch (fault) {
            case KILL -> run.kill();
            case STOP -> run.terminate();
            case TERMINATE -> site.terminate(system);
            case CUT -> {
                wire.cut();
                run.ends(2000);
                wire.mend();
            }
            case SLOW -> {
                wire.delay(5);
                run.ends(2000);
                wire.delay(0);
            }
            case RESTART -> site.crash();
            case FULL_DISK -> fill(run);
            case TWO_RUNNERS -> {
                try (SluiceProcess other = start(wire.port(), variables)) {
                    other.end();
                }
            }
            case OTHER_ZONE -> {
                run.kill();
                variables.put("TZ", "Pacific/Kiritimati");
                variables.put("JAVA_TOOL_OPTIONS", "-Duser.timezone=Pacific/Kiritimati");
                try (Connection connection = site.connect("postgres")) {
                    Sql.on(connection).run("ALTER DATABASE " + system + " SET timezone = 'Pacific/Kiritimati'");
                }
            }
        }
    }

    private void fill(SluiceProcess run) throws IOException, InterruptedException {
        Path ballast = site.fillDisk();
        run.ends(5000);
        Files.delete(ballast);
    }

    private SluiceProcess start(int port, Map<String, String> more) throws IOException {
        return command("update", port, more, SLOWLY);
    }

    /** What {@code verify} says; its exit status must be 0. */
    String verified() throws Exception {
        try (SluiceProcess run = command("verify", site.port(), Map.of(), List.of())) {
            return run.end() == 0 ? "" : run.words();
        }
    }

    private SluiceProcess command(String name, int port, Map<String, String> more, List<String> options)
            throws IOException {
        String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        List<String> words = new ArrayList<>(List.of(name, system, "--url", server + system));
        words.addAll(List.of("--username", Site.USER));
        words.addAll(options);
        Map<String, String> variables = new HashMap<>(more);
        variables.put("SLUICE_PASSWORD", Site.PASSWORD);
        if (system.equals("marketplace")) {
            words.addAll(List.of("--schemas", "user\\_%"));
        }
        if (system.equals("listings")) {
            variables.put("SLUICE_SOURCE_MONOLITH_URL", server + "monolith");
            variables.put("SLUICE_SOURCE_MONOLITH_USERNAME", Site.USER);
            variables.put("SLUICE_SOURCE_MONOLITH_PASSWORD", Site.PASSWORD);
            words.addAll(List.of("--labels", "!full"));
        }
        return SluiceProcess.start(PROJECT, folder, variables, words.toArray(String[]::new));
    }
}
