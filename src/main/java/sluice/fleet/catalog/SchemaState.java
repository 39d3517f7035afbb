package sluice.fleet.catalog;

/**
 * How far a schema has come.
 *
 * @param schema its name
 * @param known whether Liquibase has a ledger there at all
 * @param done expected changesets that are recorded with the right checksum
 * @param expected how many are expected
 * @param changed recorded with another checksum: the changelog or the ledger was altered
 * @param tag the last tag that was reached, empty for none
 * @param locked whether somebody holds Liquibase's lock; of very many schemas only known where a batched change was begun
 * @param rows rows that batched changes have changed so far
 * @param rejected rows set aside
 * @param running whether a batched change is under way or was left half way
 * @param fingerprint of what is recorded, whenever and by whichever run; empty where nothing is known
 * @param order the highest number in the order of execution, 0 for none
 */
public record SchemaState(
        String schema,
        boolean known,
        int done,
        int expected,
        int changed,
        String tag,
        boolean locked,
        long rows,
        long rejected,
        boolean running,
        String fingerprint,
        int order) {

    /** Whether nothing is left to run. */
    public boolean isUpToDate() {
        return done == expected && changed == 0 && !running;
    }
}
