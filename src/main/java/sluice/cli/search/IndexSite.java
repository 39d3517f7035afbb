package sluice.cli.search;

import java.nio.file.Path;
import java.time.Duration;
import sluice.batch.Backoff;
import sluice.cli.command.Stop;
import sluice.cli.output.Output;
import sluice.cli.terminal.Interval;
import sluice.environment.SearchSettings;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.fleet.changelog.Workspace;
import sluice.listings.index.ranges.Watcher;
import sluice.listings.index.site.Definition;
import sluice.listings.index.site.Site;
import sluice.opensearch.Cluster;
import sluice.opensearch.Patience;

/** The place of work of one command on the search index, and its connection to the cluster. */
public final class IndexSite implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Output output;
    private final String schema;
    private final Interval notices = Interval.over(EVERY);
    private final Cluster cluster;
    private final Site site;

    IndexSite(SearchSettings search, Settings settings, Target target, String schema, Output output) {
        this.output = output;
        this.schema = schema;
        Definition definition = Definition.read(definition());
        Patience patience =
                new Patience(search.patience(), attempt -> Backoff.pause(Backoff.before(attempt)), this::notice);
        this.cluster = Cluster.connect(search.endpoint(), patience);
        this.site = new Site(
                target,
                cluster,
                definition,
                search.alias(),
                search.parallel(),
                search.bulkBytes(),
                settings.statementTimeout(),
                watcher());
    }

    /** The file that says how an index is made. */
    public static Path definition() {
        return Workspace.current().home().resolve("changelogs/listings/index.json");
    }

    Site site() {
        return site;
    }

    /** In a storm of refusals one line in ten seconds tells enough. */
    private void notice(String message) {
        if (notices.isOver()) {
            output.line("Waiting: " + message);
        }
    }

    private Watcher watcher() {
        return new Watcher() {
            @Override
            public void documents(long done, long estimate) {
                output.progress().rows(schema, done, estimate);
            }

            @Override
            public void told(String message) {
                output.line(message);
            }

            @Override
            public boolean stopWanted() {
                return Stop.isWanted();
            }
        };
    }

    @Override
    public void close() {
        cluster.close();
    }
}
