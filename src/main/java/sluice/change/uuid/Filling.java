package sluice.change.uuid;

import java.util.ArrayList;
import java.util.List;
import sluice.plan.Backfill;
import sluice.plan.Step;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/**
 * The values of a twin, in several walks over the table, each for a share of the rows of every page. The first walk moves
 * its rows to new pages, and the server clears what they leave behind; then the others' rows have room to stay on their
 * pages, and need not be written into every index again.
 */
public final class Filling {

    // Of sixteen rows of a page the first walk takes five, the next ones four each: a row is larger with its twin.
    private static final List<String> SHARES = List.of("BETWEEN 0 AND 4", "BETWEEN 5 AND 8", "BETWEEN 9 AND 12");
    // the last byte of a row's place is its number on the page
    private static final String SHARE = "%s IS NULL AND get_byte(tidsend(ctid), 5) %% 16 %s";

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
     * Fills a twin. It follows the application's writes before the last walk only: a trigger, even one that does nothing,
     * makes each row of ours dearer. What was written before that, or was wrong in what another script left, the last
     * walk puts right.
     */
    public List<Step> of(TextColumn column) {
        Direction direction = conversion.direction();
        String source = Identifier.of(column.column());
        String twin = Identifier.of(column.column() + direction.suffix());
        List<Step> steps = new ArrayList<>();
        SHARES.forEach(share -> steps.add(walk(column, EMPTY, SHARE.formatted(twin, share))));
        steps.add(twins.follow(column));
        String read = direction == Direction.TO_UUID
                ? "%1$s <> CAST(%2$s AS uuid)".formatted(twin, source)
                : "CAST(%1$s AS uuid) <> %2$s".formatted(twin, source);
        steps.add(walk(column, THERE, "(" + twin + " IS NULL OR " + read + ")"));
        return steps;
    }

    private Step walk(TextColumn column, String needs, String chosen) {
        Direction direction = conversion.direction();
        String source = Identifier.of(column.column());
        String value = conversion.fill(direction
                .of(source)
                .replace("<<schema>>.", "")
                .replace("<<own texts>>", Literal.of("texts of " + column.name())));
        return Backfill.pages(column.table())
                .onlyIf(conversion.fill(needs.formatted(column.number())))
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
