package sluice.cli.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.cli.search.IndexSite;
import sluice.fleet.Fleet;
import sluice.fleet.report.FleetReport;
import sluice.listings.index.site.Definition;
import sluice.listings.index.site.MappingTable;

/** {@code sluice preview}: the SQL that would run, and nothing else happens. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Writes the SQL that an update would run; sessions are read-only.")
public final class PreviewCommand extends FleetCommand {

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "A file per plan, and an index of its schemas. Default: print.")
    private Path folder;

    @Option(names = "--rollback", paramLabel = "TAG", description = "What a rollback to this tag would run.")
    private String rollback;

    @Option(names = "--to-tag", paramLabel = "TAG", description = "Only up to this tag.")
    private String tag = "";

    @Override
    protected boolean writesText() {
        return folder == null;
    }

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        FleetReport report = rollback == null ? fleet.preview(tag) : fleet.previewRollback(rollback);
        Scripts scripts = new Scripts(system(), fleet.isSqlite());
        if (folder == null) {
            scripts.print(report, output);
        } else {
            scripts.write(report, folder);
        }
        if (rollback == null && system().equals("listings")) {
            searchIndex(output);
        }
        return output.report(report);
    }

    /** The search index is no changeset, and belongs to what a reader of the preview wants to see. */
    private void searchIndex(Output output) {
        String lines = String.join("\n", MappingTable.lines(Definition.read(IndexSite.definition())));
        if (folder == null) {
            output.text(lines);
            return;
        }
        try {
            Files.writeString(folder.resolve("search-index.sql"), lines + "\n");
        } catch (IOException full) {
            throw new UncheckedIOException("The search index can't be described in " + folder, full);
        }
    }
}
