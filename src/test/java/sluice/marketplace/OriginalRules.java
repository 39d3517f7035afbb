package sluice.marketplace;

import java.util.List;
import java.util.Set;

/** The original script's two decisions as pure functions: the action of a batch string, the status of a batch's jobs. */
public final class OriginalRules {

    private static final Set<String> FINAL = Set.of("completed", "failed", "cancelled");

    private OriginalRules() {}

    /**
     * Reads the action from a batch string.
     *
     * @param batchId as the jobs carry it, or null
     * @return the text before the eight-digit date if that is the second or third word, else the first word; may be
     *     empty; {@code unknown} for a null or empty string
     */
    public static String actionCode(String batchId) {
        if (batchId == null || batchId.isEmpty()) {
            return "unknown";
        }
        // -1 keeps trailing empty words, as Python does
        String[] words = batchId.split("_", -1);
        if (words.length == 1) {
            return batchId;
        }
        if (UnicodeDigits.areEight(words[1])) {
            return words[0];
        }
        if (words.length > 2 && UnicodeDigits.areEight(words[2])) {
            return words[0] + "_" + words[1];
        }
        return words[0];
    }

    /**
     * Decides the status of a batch.
     *
     * @param jobs the statuses of its jobs, in any order
     * @return one of the six labels of {@code batch_job_status}; {@code pending} for whatever no rule names, for
     *     instance completed and cancelled together
     */
    public static String status(List<String> jobs) {
        Set<String> kinds = Set.copyOf(jobs);
        if (kinds.size() == 1 && FINAL.containsAll(kinds)) {
            return kinds.iterator().next();
        }
        if (kinds.contains("running")) {
            return "running";
        }
        // pending, expired and paused are none of these: with any of them the batch is pending
        if (FINAL.containsAll(kinds) && kinds.contains("failed")) {
            return "partially_failed";
        }
        return "pending";
    }
}
