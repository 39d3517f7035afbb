package sluice.cli.search;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.cli.output.Output;
import sluice.listings.index.Reindex;
import sluice.listings.index.Settled;
import sluice.listings.index.generation.Switch;
import sluice.listings.index.site.Site;

/** {@code sluice reindex}: a new search index beside the old one, compared, then used. */
@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description =
                "Builds a new search index beside the one in use, compares it with the tables and lets searches use it"
                        + " in one step, if all agrees. Whatever ends it early, the same command goes on.")
public final class ReindexCommand extends IndexCommand {

    @Option(names = "--back", description = "Lets searches use the index before the present one, at once.")
    private boolean back;

    @Option(names = "--fresh", description = "Deletes an index that was begun, and begins anew.")
    private boolean fresh;

    @Override
    protected Settled work(Site site, Output output) throws SQLException {
        return back ? back(site, output) : anew(site, output, fresh);
    }

    /**
     * Builds an index and tells which is used now.
     *
     * @param fresh whether an index that was begun is deleted first, instead of finished
     */
    public static Settled anew(Site site, Output output, boolean fresh) throws SQLException {
        Reindex reindex = new Reindex(site);
        Settled settled = reindex.run(fresh);
        if (settled.switched()) {
            String kept = settled.former().isEmpty() ? "" : "; " + settled.former() + " is kept for --back";
            output.line(site.alias() + " is " + settled.index() + " now" + kept);
            List<String> idle = reindex.idle(settled);
            if (!idle.isEmpty()) {
                output.line("Nothing uses these any more, and they may be deleted: " + String.join(", ", idle));
            }
        } else if (!settled.stopped()) {
            output.line("Nothing was switched; " + settled.index() + " stays, and the same command goes on with it");
        }
        return settled;
    }

    private static Settled back(Site site, Output output) {
        Switch.Turn turn = new Switch(site).back();
        output.line(site.alias() + " is " + turn.to() + " again; " + turn.from() + " is kept");
        return new Settled(
                turn.to(), turn.from(), 0, 0, 0, List.of(), List.of(), true, false, Duration.ZERO, Duration.ZERO);
    }
}
