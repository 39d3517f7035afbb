package sluice.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
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
import sluice.bench.Figure;
import sluice.bench.FleetBench;
import sluice.bench.Ground;
import sluice.bench.ImagesBench;
import sluice.bench.IndexBench;
import sluice.bench.JournalBench;
import sluice.bench.ListingsBench;
import sluice.bench.MarketplaceBench;
import sluice.environment.EmbeddedOptions;
import sluice.environment.EmbeddedServer;
import sluice.environment.JdbcUrl;
import sluice.environment.Key;
import sluice.environment.Password;
import sluice.environment.SearchSettings;
import sluice.environment.Settings;
import sluice.environment.Target;
import sluice.fleet.Workspace;

/** {@code sluice bench}: our figure, the floor and the old way in one run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures: our figure, the floor and the old way on the same server in the same run. "
                + "Works in a schema sluice_bench, which it drops.")
final class BenchCommand implements Callable<Integer> {

    private static final int JOBS_PER_BATCH = 50;

    /** What can be measured. */
    enum What {
        ENGINE,
        MARKETPLACE,
        JOURNAL,
        FLEET,
        LISTINGS,
        INDEX,
        IMAGES
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

    @Override
    public Integer call() throws SQLException {
        if (what == What.IMAGES) {
            return images();
        }
        Map<Key, String> options = new EnumMap<>(Key.class);
        if (url != null) {
            options.put(Key.URL, url);
        }
        if (username != null) {
            options.put(Key.USERNAME, username);
        }
        Path home = Workspace.current().home();
        Settings settings = Settings.read(
                new Settings.Sources(home.resolve("contexts"), null, "marketplace", options, System.getenv()));
        if (!settings.url().isEmbedded()) {
            Password password = Password.find(settings, System.getenv(), Password.Prompt.terminal());
            return measure(Target.of(settings, password), settings, home);
        }
        EmbeddedOptions people = EmbeddedOptions.forPeople();
        try (EmbeddedServer server = EmbeddedServer.join(EmbeddedServer.projectHome(), people)) {
            JdbcUrl embedded = JdbcUrl.of(server.url(settings.url().database()));
            return measure(new Target(embedded, settings.username(), Password.NONE), settings, home);
        }
    }

    private int measure(Target target, Settings settings, Path home) throws SQLException {
        if (what == What.FLEET) {
            return fleet(target);
        }
        if (what == What.LISTINGS) {
            return listings(target, settings, home);
        }
        List<String> chosen =
                sizes.isEmpty() ? (what == What.ENGINE ? List.of("10k", "100k", "1m") : List.of("100k")) : sizes;
        if (what == What.INDEX) {
            return index(target, settings, home, chosen);
        }
        try (Ground ground = new Ground(target, settings, home)) {
            line("%-32s %10s %10s %12s %8s".formatted("way", "rows", "seconds", "rows/s", "ratio"));
            for (String size : chosen) {
                long rows = number(size);
                figures(ground, rows).forEach(figure -> line(told(figure)));
            }
        }
        return 0;
    }

    private List<Figure> figures(Ground ground, long rows) throws SQLException {
        return switch (what) {
            case ENGINE -> new EngineBench(ground).run(rows, runs);
            case JOURNAL -> new JournalBench(ground).run(rows, runs);
            default -> new MarketplaceBench(ground).run(rows, (int) Math.max(1, rows / JOBS_PER_BATCH), runs);
        };
    }

    private int listings(Target target, Settings settings, Path home) throws SQLException {
        line("%-32s %10s %10s %12s %8s".formatted("way", "listings", "seconds", "listings/s", "ratio"));
        try (ListingsBench bench = new ListingsBench(target, settings, home)) {
            for (String size : sizes.isEmpty() ? List.of("100k") : sizes) {
                bench.run(number(size), runs).forEach(figure -> line(told(figure)));
            }
        }
        return 0;
    }

    private int index(Target target, Settings settings, Path home, List<String> chosen) throws SQLException {
        try (EmbeddedSearch node = EmbeddedSearch.fresh();
                Ground ground = new Ground(target, settings, home)) {
            SearchSettings search = SearchSettings.of(settings, Map.of(), node.url());
            IndexBench bench = new IndexBench(ground, target, search, IndexCommand.definition());
            line("%-32s %10s %10s %12s %8s".formatted("way", "documents", "seconds", "documents/s", "ratio"));
            for (String size : chosen) {
                bench.run(number(size), runs).forEach(figure -> line(told(figure)));
            }
        }
        return 0;
    }

    private int images() throws SQLException {
        if (folder == null) {
            throw new ParameterException(spec.commandLine(), "bench images needs a folder of pictures");
        }
        ImagesBench.Result result = new ImagesBench(folder).run(runs);
        line("%-32s %10s %10s %12s %8s".formatted("way", "images", "seconds", "images/s", "ratio"));
        result.figures().forEach(figure -> line(told(figure, "%12.2f")));
        result.findings().forEach(this::line);
        return 0;
    }

    private int fleet(Target target) {
        line("%-32s %10s %10s %12s %8s".formatted("way", "schemas", "seconds", "schemas/s", "ratio"));
        try {
            Map<Key, String> options = new EnumMap<>(Key.class);
            options.put(Key.PARALLEL, String.valueOf(parallel));
            new FleetBench(target, options, schemas).run().forEach(figure -> line(told(figure)));
            return 0;
        } catch (Exception trouble) {
            throw new IllegalStateException("The benchmark stopped: " + trouble.getMessage(), trouble);
        }
    }

    private static String told(Figure figure) {
        return told(figure, "%12.0f");
    }

    private static String told(Figure figure, String speed) {
        return String.format(
                Locale.ROOT,
                "%-32s %10d %10.2f " + speed + " %8.2f",
                figure.way(),
                figure.rows(),
                figure.time().toNanos() / 1e9,
                figure.speed(),
                figure.ratio());
    }

    private long number(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        if (!lower.matches("[1-9]\\d{0,8}[km]?")) {
            throw new ParameterException(spec.commandLine(), "--sizes must be numbers such as 10k or 1m, was " + text);
        }
        long factor = lower.endsWith("m") ? 1_000_000 : lower.endsWith("k") ? 1000 : 1;
        return Long.parseLong(lower.replaceAll("[km]", "")) * factor;
    }

    private void line(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
