package sluice.cli.search;

import java.sql.SQLException;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.cli.output.Output;
import sluice.listings.index.Compare;
import sluice.listings.index.Settled;
import sluice.listings.index.site.Site;

/** {@code sluice compare}: every document of the search index against its row. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Compares every document of the search index with its row: ids both ways, every field, nested images."
                        + " Prints what differs; exit status 1 if anything does.")
public final class CompareCommand extends IndexCommand {

    @Spec
    private CommandSpec spec;

    @Option(names = "--sample", paramLabel = "N", description = "Only about so many listings, at random.")
    private Long sample;

    @Option(names = "--repair", description = "Indexes anew what differs, and removes documents without a row.")
    private boolean repair;

    @Override
    protected Settled work(Site site, Output output) throws SQLException {
        if (sample != null && sample < 1) {
            throw new ParameterException(spec.commandLine(), "--sample must be 1 or more, was " + sample);
        }
        Settled settled =
                new Compare(site).run(sample == null ? OptionalLong.empty() : OptionalLong.of(sample), repair);
        output.line(settled.listings() + " listings compared with " + settled.index());
        return settled;
    }
}
