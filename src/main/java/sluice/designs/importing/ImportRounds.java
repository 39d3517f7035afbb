package sluice.designs.importing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import sluice.batch.Backoff;
import sluice.designs.images.file.ImageFile;

/** Reads files in groups, several at once, until none is left, not even one that another importer had claimed. */
final class ImportRounds {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final GroupRun run;
    private final Tally tally;
    private final int atOnce;

    ImportRounds(GroupRun run, Tally tally, int atOnce) {
        this.run = run;
        this.tally = tally;
        this.atOnce = atOnce;
    }

    /** Reads all of them, as far as nobody stops us. */
    void read(List<ImageFile> files) throws SQLException {
        tally.expect(files);
        var left = round(files);
        while (!left.isEmpty() && !tally.isOver()) {
            int before = left.size();
            left = round(left);
            if (left.size() == before) {
                Backoff.pause(BETWEEN); // the other importer is at work; if it dies, its claims end with it
            }
        }
    }

    private List<ImageFile> round(List<ImageFile> files) throws SQLException {
        List<ImageFile> claimed = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(atOnce);
        try {
            var groups = new Ordered<List<ImageFile>>(threads);
            for (List<ImageFile> group : Groups.of(files)) {
                groups.add(() -> run.run(group));
            }
            groups.forEach(claimed::addAll);
        } finally {
            threads.shutdownNow();
        }
        return claimed;
    }
}
