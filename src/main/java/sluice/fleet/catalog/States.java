package sluice.fleet.catalog;

import java.util.List;
import java.util.Map;
import sluice.fleet.changelog.Expected;

/** What stood in the ledgers of some schemas when they were read. */
public interface States {

    /** The state of each schema, in their order, held to what is expected. */
    List<SchemaState> states(Expected expected);

    /** How far the order of execution has come in each schema that has a ledger. */
    Map<String, Integer> orders();
}
