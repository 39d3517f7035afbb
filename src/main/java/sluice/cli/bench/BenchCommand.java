package sluice.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.bench.EngineBench;
import sluice.bench.FleetBench;
import sluice.bench.ImagesBench;
import sluice.bench.JournalBench;
import sluice.bench.MarketplaceBench;
import sluice.bench.contest.Figure;
import sluice.bench.contest.Ground;
import sluice.bench.index.IndexBench;
import sluice.bench.listings.ListingsBench;
import sluice.cli.command.Database;
import sluice.cli.search.EmbeddedSearch;
import sluice.cli.search.IndexSite;
import sluice.environment.Key;
import sluice.environment.SearchSettings;
import sluice.environment.Settings;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.changelog.Workspace;

/** {@code sluice bench}: our figure, the floor and the old way in one run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures: our figure, the floor and the old way on the same server in the same run. "
                + "Works in a schema sluice_bench, which it drops.")
public final class BenchCommand implements Callable<Integer> {

    private static final int JOBS_PER_BATCH = 50;

    /** What can be measured. */
    enum What {
        ENGINE,
        MARKETPLACE,
        JOURNAL,
        FLEET,
        LISTINGS,
        INDEX,
        IMAGES,
        /** One after the other, at the default sizes; images where a folder of them is given. */
        ALL
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    private What what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "Pictures, for images.")
    private Path folder;

    @Option(names = "--url", description = "A JDBC URL. Default: the embedded database.")
    private String url;

    @Option(names = "--username", description = "Who connects.")
    private String username;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            description = "Rows, e.g. 10k,100k,1m,10m; for journal users, with six more rows each. "
                    + "Default: 10k,100k,1m for engine, else 100k.")
    private List<String> sizes = List.of();

    @Option(names = "--schemas-count", paramLabel = "N", description = "Schemas for fleet. Default: 100.")
    private int schemas = 100;

    @Option(names = "--parallel", paramLabel = "N", description = "Schemas at once for fleet. Default: 2.")
    private int parallel = 2;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each way; the median counts. Default: 3.")
    private int runs = 3;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Keeps the table in this file, with machine, versions and command, in place of the last.")
    private Path markdown;

    @Override
    public Integer call() throws SQLException, IOException {
        if (what == What.IMAGES && folder == null) {
            throw new ParameterException(spec.commandLine(), "bench images needs a folder of pictures");
        }
        for (What one : what == What.ALL ? all() : List.of(what)) {
            List<String> about = new ArrayList<>(Machine.lines());
            BenchSheet sheet = new BenchSheet(spec.commandLine().getOut());
            if (one == What.IMAGES) {
                images(sheet);
            } else {
                onServer(one, sheet, about);
            }
            if (markdown != null) {
                about.add("`./sluice "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs()) + "`");
                sheet.keep(markdown, one.name().toLowerCase(Locale.ROOT), about);
            }
        }
        return 0;
    }

    private List<What> all() {
        EnumSet<What> all = EnumSet.complementOf(EnumSet.of(What.ALL));
        if (folder == null) {
            all.remove(What.IMAGES);
        }
        return List.copyOf(all);
    }

    private void onServer(What one, BenchSheet sheet, List<String> about) throws SQLException {
        Map<Key, String> options = new EnumMap<>(Key.class);
        if (url != null) {
            options.put(Key.URL, url);
        }
        if (username != null) {
            options.put(Key.USERNAME, username);
        }
        Path home = Workspace.current().home();
        Settings settings =
                Reading.settings(new Given(home.resolve("contexts"), null, "marketplace", options, System.getenv()));
        try (Database database = Database.open(settings, System.getenv(), Password.Prompt.terminal())) {
            String where = settings.url().isEmbedded() ? ", embedded, on the same machine" : "";
            about.add(Machine.server(database.target()) + where);
            measure(one, sheet, database.target(), settings, home);
        }
    }

    private void measure(What one, BenchSheet sheet, Target target, Settings settings, Path home) throws SQLException {
        if (one == What.FLEET) {
            fleet(sheet, target);
            return;
        }
        List<String> standard = one == What.ENGINE ? List.of("10k", "100k", "1m") : List.of("100k");
        List<String> chosen = sizes.isEmpty() ? standard : sizes;
        switch (one) {
            case LISTINGS -> listings(sheet, target, settings, home, chosen);
            case INDEX -> index(sheet, target, settings, home, chosen);
            default -> {
                try (Ground ground = new Ground(target, settings, home)) {
                    sheet.head("rows");
                    for (String size : chosen) {
                        figures(one, ground, number(size)).forEach(figure -> sheet.add(figure, 0));
                    }
                }
            }
        }
    }

    private List<Figure> figures(What one, Ground ground, long rows) throws SQLException {
        return switch (one) {
            case ENGINE -> new EngineBench(ground).run(rows, runs);
            case JOURNAL -> new JournalBench(ground).run(rows, runs);
            default -> new MarketplaceBench(ground).run(rows, (int) Math.max(1, rows / JOBS_PER_BATCH), runs);
        };
    }

    private void listings(BenchSheet sheet, Target target, Settings settings, Path home, List<String> chosen)
            throws SQLException {
        sheet.head("listings");
        try (ListingsBench bench = new ListingsBench(target, settings, home)) {
            for (String size : chosen) {
                bench.run(number(size), runs).forEach(figure -> sheet.add(figure, 0));
            }
        }
    }

    private void index(BenchSheet sheet, Target target, Settings settings, Path home, List<String> chosen)
            throws SQLException {
        try (EmbeddedSearch node = EmbeddedSearch.fresh();
                Ground ground = new Ground(target, settings, home)) {
            SearchSettings search = SearchSettings.of(settings, Map.of(), node.url());
            IndexBench bench = new IndexBench(ground, target, search, IndexSite.definition());
            sheet.head("documents");
            for (String size : chosen) {
                bench.run(number(size), runs).forEach(figure -> sheet.add(figure, 0));
            }
        }
    }

    private void images(BenchSheet sheet) throws SQLException {
        ImagesBench.Result result = new ImagesBench(folder).run(runs);
        sheet.head("images");
        result.figures().forEach(figure -> sheet.add(figure, 2));
        result.findings().forEach(sheet::finding);
    }

    private void fleet(BenchSheet sheet, Target target) {
        sheet.head("schemas");
        try {
            Map<Key, String> options = new EnumMap<>(Key.class);
            options.put(Key.PARALLEL, String.valueOf(parallel));
            new FleetBench(target, options, schemas).run().forEach(figure -> sheet.add(figure, 0));
        } catch (Exception trouble) {
            throw new IllegalStateException("The benchmark stopped: " + trouble.getMessage(), trouble);
        }
    }

    private long number(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        if (!lower.matches("[1-9]\\d{0,8}[km]?")) {
            throw new ParameterException(spec.commandLine(), "--sizes must be numbers such as 10k or 1m, was " + text);
        }
        long factor = lower.endsWith("m") ? 1_000_000 : lower.endsWith("k") ? 1000 : 1;
        return Long.parseLong(lower.replaceAll("[km]", "")) * factor;
    }
}
