package sluice.change.uuid.conversion;

/** Which type a conversion leads to; the way back is a conversion like the way there. */
public enum Direction {
    /** From text to uuid. */
    TO_UUID(
            "_uuid",
            "_text",
            "a.atttypid IN (CAST('varchar' AS regtype), CAST('text' AS regtype), CAST('bpchar' AS regtype))",
            "CAST(%1$s AS uuid)"),
    /** From uuid to the text that was there, or to the canonical one. */
    TO_TEXT(
            "_text",
            "_uuid",
            "a.atttypid = CAST('uuid' AS regtype) AND k.old IS NOT NULL",
            "coalesce((SELECT u.old #>> '{}' FROM <<schema>>.sluice_undo u WHERE u.changeset = 'ConvertTextToUuid'"
                    + " AND u.relation IN (<<own texts>>, <<key texts>>) AND u.key = CAST(%1$s AS text)"
                    + " ORDER BY u.relation <> <<own texts>> LIMIT 1), CAST(%1$s AS text))");

    private final String suffix;
    private final String former;
    private final String pending;
    private final String conversion;

    Direction(String suffix, String former, String pending, String conversion) {
        this.suffix = suffix;
        this.former = former;
        this.pending = pending;
        this.conversion = conversion;
    }

    /** What the name of a twin, the column that is being filled, ends in. */
    public String suffix() {
        return suffix;
    }

    /** What the name of the former column ends in, once the twin has its place. */
    public String former() {
        return former;
    }

    /** Which columns {@code a}, remembered as {@code k}, are still to be converted. */
    public String pending() {
        return pending;
    }

    /** The value of the twin for a value. */
    public String of(String value) {
        return conversion.formatted(value);
    }

    /** The way back. */
    public Direction back() {
        return this == TO_UUID ? TO_TEXT : TO_UUID;
    }
}
