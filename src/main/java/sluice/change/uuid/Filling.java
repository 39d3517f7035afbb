package sluice.change.uuid;

import java.util.ArrayList;
import java.util.List;
import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.change.uuid.conversion.TextColumn;
import sluice.plan.Backfill;
import sluice.plan.Step;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/** The values of a twin: all of them while nothing holds it in step, then what was written meanwhile. */
public final class Filling {

    // A twin that follows already is only looked through for what is missing.
    private static final String EMPTY = """
            SELECT EXISTS (SELECT FROM <<columns>> x WHERE x.n = %d AND x.twinnum IS NOT NULL AND NOT EXISTS (
                SELECT FROM pg_trigger g WHERE g.tgrelid = x.relid AND g.tgname = '~sluice_update_' || x.col))""";
    private static final String THERE =
            "SELECT EXISTS (SELECT FROM <<columns>> x WHERE x.n = %d AND x.twinnum IS NOT NULL)";

    private final Conversion conversion;
    private final Twins twins;

    /** The values of the twins of a conversion. */
    public Filling(Conversion conversion) {
        this.conversion = conversion;
        this.twins = new Twins(conversion);
    }

    /**
     * Fills a twin. It follows the application's writes before the second walk only: a trigger, even one that does nothing,
     * makes each row of ours dearer. What was written before that, or was wrong in what another script left, that
     * walk puts right.
     */
    public List<Step> of(TextColumn column) {
        Direction direction = conversion.direction();
        String source = Identifier.of(column.column());
        String twin = Identifier.of(column.column() + direction.suffix());
        List<Step> steps = new ArrayList<>();
        steps.add(walk(Backfill.pagesInTurns(column.table()), column, EMPTY, twin + " IS NULL"));
        steps.add(twins.follow(column));
        // texts are compared first: to write a uuid costs a third of reading one
        String read = (direction == Direction.TO_UUID
                        ? "%2$s <> CAST(%1$s AS text) AND %1$s <> CAST(%2$s AS uuid)"
                        : "%1$s <> CAST(%2$s AS text) AND CAST(%1$s AS uuid) <> %2$s")
                .formatted(twin, source);
        steps.add(walk(Backfill.pages(column.table()), column, THERE, "(" + twin + " IS NULL OR " + read + ")"));
        return steps;
    }

    private Step walk(Backfill walk, TextColumn column, String needs, String chosen) {
        Direction direction = conversion.direction();
        String source = Identifier.of(column.column());
        String value = conversion.fill(direction
                .of(source)
                .replace("<<schema>>.", "")
                .replace("<<own texts>>", Literal.of("texts of " + column.name())));
        return walk.onlyIf(conversion.fill(needs.formatted(column.number())))
                .change(
                        column.name() + " converted",
                        "UPDATE %s SET %s = %s WHERE :range AND %s IS NOT NULL AND %s"
                                .formatted(
                                        Identifier.of(column.table()),
                                        Identifier.of(column.column() + direction.suffix()),
                                        value,
                                        source,
                                        chosen));
    }
}
