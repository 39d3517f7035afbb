package sluice.fleet.report;

/** Two who watch the same run, told one after the other. */
record Both(FleetListener one, FleetListener other) implements FleetListener {
    @Override
    public void started(String schema) {
        one.started(schema);
        other.started(schema);
    }

    @Override
    public void rows(String schema, long rows, long estimate) {
        one.rows(schema, rows, estimate);
        other.rows(schema, rows, estimate);
    }

    @Override
    public void ran(String schema, String changeset, long rows) {
        one.ran(schema, changeset, rows);
        other.ran(schema, changeset, rows);
    }

    @Override
    public void notice(String schema, String message) {
        one.notice(schema, message);
        other.notice(schema, message);
    }

    @Override
    public void warning(String message) {
        one.warning(message);
        other.warning(message);
    }

    @Override
    public void ended(SchemaReport report) {
        one.ended(report);
        other.ended(report);
    }
}
