package sluice.fleet.catalog;

/** What makes two ledgers equal: which changesets are recorded, and how; not when, in what order or by whose run. */
public final class Fingerprint {

    /** Computes it of a table {@code databasechangelog}: the number of rows, a colon, and a sum over the rows. */
    public static final String SQL = """
            count(*) || ':' || COALESCE(sum(hashtextextended(concat_ws(E'\\x1f', filename, id, author, \
            COALESCE(md5sum, '?'), exectype, COALESCE(tag, '')), 0)), 0)""";

    /** The fingerprint of a ledger without rows. */
    public static final String NOTHING = "0:0";

    private Fingerprint() {}
}
