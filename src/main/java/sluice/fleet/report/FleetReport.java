package sluice.fleet.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a run.
 *
 * @param schemas in the order of their names
 * @param time of the whole run
 */
public record FleetReport(List<SchemaReport> schemas, Duration time) {

    /** Sorts the schemas. */
    public FleetReport {
        schemas = schemas.stream()
                .sorted(Comparator.comparing(SchemaReport::schema))
                .toList();
    }

    /** How many schemas ended so. */
    public long count(Outcome outcome) {
        return schemas.stream().filter(schema -> schema.outcome() == outcome).count();
    }

    /** Rows changed in all schemas. */
    public long rows() {
        return schemas.stream().mapToLong(SchemaReport::rows).sum();
    }

    /** Rows set aside in all schemas. */
    public long rejected() {
        return schemas.stream().mapToLong(SchemaReport::rejected).sum();
    }

    /** What was counted besides in all schemas, by its noun. */
    public Map<String, Long> counts() {
        Map<String, Long> sum = new LinkedHashMap<>();
        schemas.forEach(schema -> schema.counts().forEach((noun, number) -> sum.merge(noun, number, Long::sum)));
        return sum;
    }

    /** Whether something failed or was set aside, so that the exit status must say so. */
    public boolean hasTrouble() {
        return count(Outcome.FAILED) > 0 || rejected() > 0;
    }
}
