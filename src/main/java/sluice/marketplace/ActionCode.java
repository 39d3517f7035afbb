package sluice.marketplace;

/** The action code that a batch string begins with, as SQL. */
final class ActionCode {

    // The old script asked Python's isdigit, which knows the digits of every script of Unicode, and superscripts.
    private static final String DIGITS = "0-9\\u00B2\\u00B3\\u00B9\\u0660-\\u0669\\u06F0-\\u06F9\\u07C0-\\u07C9"
            + "\\u0966-\\u096F\\u09E6-\\u09EF\\u0A66-\\u0A6F\\u0AE6-\\u0AEF\\u0B66-\\u0B6F\\u0BE6-\\u0BEF\\u0C66-\\u0C6F"
            + "\\u0CE6-\\u0CEF\\u0D66-\\u0D6F\\u0DE6-\\u0DEF\\u0E50-\\u0E59\\u0ED0-\\u0ED9\\u0F20-\\u0F29\\u1040-\\u1049"
            + "\\u1090-\\u1099\\u1369-\\u1371\\u17E0-\\u17E9\\u1810-\\u1819\\u1946-\\u194F\\u19D0-\\u19DA\\u1A80-\\u1A89"
            + "\\u1A90-\\u1A99\\u1B50-\\u1B59\\u1BB0-\\u1BB9\\u1C40-\\u1C49\\u1C50-\\u1C59\\u2070\\u2074-\\u2079"
            + "\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247C\\u2488-\\u2490\\u24EA\\u24F5-\\u24FD\\u24FF\\u2776-\\u277E"
            + "\\u2780-\\u2788\\u278A-\\u2792\\uA620-\\uA629\\uA8D0-\\uA8D9\\uA900-\\uA909\\uA9D0-\\uA9D9\\uA9F0-\\uA9F9"
            + "\\uAA50-\\uAA59\\uABF0-\\uABF9\\uFF10-\\uFF19\\U000104A0-\\U000104A9\\U00010A40-\\U00010A43"
            + "\\U00010D30-\\U00010D39\\U00010E60-\\U00010E68\\U00011052-\\U0001105A\\U00011066-\\U0001106F"
            + "\\U000110F0-\\U000110F9\\U00011136-\\U0001113F\\U000111D0-\\U000111D9\\U000112F0-\\U000112F9"
            + "\\U00011450-\\U00011459\\U000114D0-\\U000114D9\\U00011650-\\U00011659\\U000116C0-\\U000116C9"
            + "\\U00011730-\\U00011739\\U000118E0-\\U000118E9\\U00011950-\\U00011959\\U00011C50-\\U00011C59"
            + "\\U00011D50-\\U00011D59\\U00011DA0-\\U00011DA9\\U00016A60-\\U00016A69\\U00016AC0-\\U00016AC9"
            + "\\U00016B50-\\U00016B59\\U0001D7CE-\\U0001D7FF\\U0001E140-\\U0001E149\\U0001E2F0-\\U0001E2F9"
            + "\\U0001E950-\\U0001E959\\U0001F100-\\U0001F10A\\U0001FBF0-\\U0001FBF9";

    private ActionCode() {}

    /** The pattern of eight digits, as an SQL constant. */
    static String eightDigits() {
        return "'^[" + DIGITS + "]{8}$'";
    }

    /**
     * The code as SQL over {@code j.batch_id}, with the pattern in {@code d.eight}: what stands before eight digits, one
     * word or two; otherwise the first word. An empty string is {@code unknown}.
     */
    static String sql() {
        return """
                CASE
                    WHEN j.batch_id = '' THEN 'unknown'
                    WHEN strpos(j.batch_id, '_') = 0 THEN j.batch_id
                    WHEN split_part(j.batch_id, '_', 2) COLLATE "C" ~ d.eight THEN split_part(j.batch_id, '_', 1)
                    WHEN split_part(j.batch_id, '_', 3) COLLATE "C" ~ d.eight
                        THEN split_part(j.batch_id, '_', 1) || '_' || split_part(j.batch_id, '_', 2)
                    ELSE split_part(j.batch_id, '_', 1)
                END""";
    }
}
