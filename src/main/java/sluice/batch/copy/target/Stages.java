package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.source.Pipe;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** The staging tables of one session at the target; they are empty again after each transaction. */
public final class Stages {

    /** Keys and versions of a batch, as SQL. */
    static final String KEYS = "pg_temp.sluice_copy_keys";

    private final Connection target;
    private final List<Shape> shapes;

    private Stages(Connection target, List<Shape> shapes) {
        this.target = target;
        this.shapes = shapes;
    }

    /** Makes them, in a transaction of its own. */
    public static Stages create(Connection target, List<Shape> shapes, String memory) throws SQLException {
        StringBuilder statements = new StringBuilder("DROP TABLE IF EXISTS " + KEYS
                + "; CREATE TEMP TABLE sluice_copy_keys ON COMMIT DELETE ROWS AS SELECT key, version FROM "
                + Identifier.of(memory) + " WITH NO DATA;");
        shapes.forEach(shape -> statements.append(shape.createStage()));
        Sql.on(target).run(statements.toString());
        target.commit();
        return new Stages(target, shapes);
    }

    /**
     * Fills them from the source.
     *
     * @return how many rows of the first part came
     */
    public long fill(CopyBatch batch, Connection source) throws SQLException {
        Pipe pipe = new Pipe(source, target);
        pipe.keys(batch, KEYS + " (key, version)");
        if (batch.kind() == CopyBatch.Kind.GONE) {
            return 0;
        }
        long rows = 0;
        for (Shape shape : shapes) {
            long copied = pipe.copy(Pipe.query(shape.part(), shape.asked(), batch), shape.stageColumns());
            rows = shape.number() == 1 ? copied : rows;
        }
        return rows;
    }
}
