package sluice.task.request;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a request; crosses the border of class loaders as a map of JDK types.
 *
 * @param outcome one word: migrated, up-to-date, failed, skipped, rolled-back, previewed, stopped
 * @param changesets how many changesets ran or were taken back
 * @param rows rows changed by batched changes
 * @param rejected rows set aside
 * @param counts what the changes counted besides, by noun
 * @param text the SQL of a preview, or the reason of a skipped schema; empty otherwise
 * @param error what went wrong, for people, one line; empty if nothing did
 * @param sqlState of the error, empty if it has none
 * @param changeset at which it went wrong, empty if at none
 * @param lost whether a new connection may help
 */
public record Report(
        String outcome,
        int changesets,
        long rows,
        long rejected,
        Map<String, Long> counts,
        String text,
        String error,
        String sqlState,
        String changeset,
        boolean lost) {

    /** An end without trouble; the parameters are those of the record. */
    public static Report of(
            String outcome, int changesets, Map<String, Long> counts, long rows, long rejected, String text) {
        return new Report(outcome, changesets, rows, rejected, counts, text, "", "", "", false);
    }

    /** The same with what an earlier try of the same request got done before it lost its connection. */
    public Report after(Report earlier) {
        Map<String, Long> all = new LinkedHashMap<>(earlier.counts);
        counts.forEach((noun, number) -> all.merge(noun, number, Long::sum));
        return new Report(
                outcome,
                earlier.changesets + changesets,
                earlier.rows + rows,
                rejected,
                all,
                text,
                error,
                sqlState,
                changeset,
                lost);
    }

    /** The same in JDK types, on its way out of a worker's class loader. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("outcome", outcome);
        map.put("changesets", changesets);
        map.put("rows", rows);
        map.put("rejected", rejected);
        map.put("counts", counts);
        map.put("text", text);
        map.put("error", List.of(error, sqlState, changeset));
        map.put("lost", lost);
        return map;
    }

    /** What {@link #toMap} wrote, in whichever class loader. */
    @SuppressWarnings("unchecked") // toMap, in the other class loader, wrote it
    public static Report fromMap(Map<String, Object> map) {
        List<String> error = (List<String>) map.get("error");
        return new Report(
                (String) map.get("outcome"),
                (Integer) map.get("changesets"),
                (Long) map.get("rows"),
                (Long) map.get("rejected"),
                (Map<String, Long>) map.get("counts"),
                (String) map.get("text"),
                error.get(0),
                error.get(1),
                error.get(2),
                (Boolean) map.get("lost"));
    }
}
