package sluice.fleet;

import java.util.List;
import java.util.Map;

/** What stood in the histories of some schemas when they were read. */
interface States {

    /** The state of each schema, in their order, held to what is expected. */
    List<SchemaState> states(Expected expected);

    /** How far the order of execution has come in each schema that has a history. */
    Map<String, Integer> orders();
}
