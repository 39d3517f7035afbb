package sluice.fleet.report;

/** Who watches a run; called by several workers at once. */
public interface FleetListener {

    /** Nobody does. */
    FleetListener NONE = new FleetListener() {};

    /** A schema's turn has come. */
    default void started(String schema) {}

    /** A batch was committed; rows and estimate are those of the running step. */
    default void rows(String schema, long rows, long estimate) {}

    /** A changeset ran or was taken back, and touched so many rows. */
    default void ran(String schema, String changeset, long rows) {}

    /** Something a person may want to see. */
    default void notice(String schema, String message) {}

    /** Something about the whole run that a person must see. */
    default void warning(String message) {}

    /** A schema is done with. */
    default void ended(SchemaReport report) {}

    /** Both are told, one after the other. */
    static FleetListener both(FleetListener one, FleetListener other) {
        return new Both(one, other);
    }
}
