package sluice.marketplace;

/** How the status of a parent follows from those of its jobs. */
enum StatusRule {
    /**
     * The table in the operator's document, and where it is silent the old script's precedence: completed with cancelled
     * is {@code pending}, and so is everything with an expired or paused job and none running.
     */
    DOCUMENTED("""
            CASE
                WHEN f.completed = f.total THEN 'completed'
                WHEN f.failed = f.total THEN 'failed'
                WHEN f.cancelled = f.total THEN 'cancelled'
                WHEN f.running > 0 THEN 'running'
                WHEN f.pending > 0 THEN 'pending'
                WHEN f.failed > 0 AND f.completed + f.failed + f.cancelled = f.total THEN 'partially_failed'
                ELSE 'pending'
            END"""),
    /**
     * The application's own rule, for batches that it goes on with: all ended without a failure is {@code completed}, at
     * least one finished is {@code running}. Expired jobs have ended; paused ones have not.
     */
    RUNTIME("""
            CASE
                WHEN f.completed = f.total THEN 'completed'
                WHEN f.failed = f.total THEN 'failed'
                WHEN f.cancelled = f.total THEN 'cancelled'
                WHEN f.ended = f.total AND f.failed > 0 THEN 'partially_failed'
                WHEN f.ended = f.total THEN 'completed'
                WHEN f.running > 0 OR f.ended > 0 THEN 'running'
                ELSE 'pending'
            END""");

    private final String sql;

    StatusRule(String sql) {
        this.sql = sql;
    }

    /** The status as SQL over the counts {@code f}: total, completed, failed, cancelled, running, pending, ended. */
    String sql() {
        return sql;
    }
}
