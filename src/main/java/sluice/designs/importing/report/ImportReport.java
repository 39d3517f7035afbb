package sluice.designs.importing.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an import did.
 *
 * @param counts how many files came to each outcome; no entry is 0
 * @param folders how many were listed
 * @param foldersMissing how many templates have no folder on the server
 * @param associations how many were added to files that were there already
 * @param bytesFetched how much was read from the server
 * @param troubles the first of the bad and failed files and of the folders that could not be listed
 * @param foldersFailed folders that could not be listed, and names that would lead out of the base folder
 * @param lookAlikes groups of files that look alike, at least one of which was read in this run
 * @param halted why the run ended early; null if it did not
 * @param stopped whether somebody asked it to end early
 */
public record ImportReport(
        Map<Outcome, Long> counts,
        long folders,
        long foldersMissing,
        long foldersFailed,
        long associations,
        long bytesFetched,
        Duration time,
        List<Trouble> troubles,
        List<List<String>> lookAlikes,
        String halted,
        boolean stopped) {

    /** A file or folder and what is wrong with it. */
    public record Trouble(String path, String reason) {}

    /** How many files came to this outcome. */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** How many files were read and hashed. */
    public long hashed() {
        return count(Outcome.IMPORTED) + count(Outcome.READ_AGAIN) + count(Outcome.HASHED_AGAIN);
    }

    /** Whether something failed or was set aside in this run, so that somebody should look. */
    public boolean hasTrouble() {
        return halted != null || foldersFailed > 0 || count(Outcome.FAILED) > 0 || count(Outcome.BAD) > 0;
    }
}
