package sluice.change.row;

import sluice.sql.Identifier;
import sluice.sql.Literal;

/** Opens a door for deleted rows: generated columns can't be inserted, and which they are only the catalog knows. */
public final class DeleteUndo {

    private static final String OPEN = """
            DO $sluice$
            DECLARE
                sluice_column name;
                sluice_columns text;
            BEGIN
                FOR sluice_column IN
                    SELECT m.attname FROM pg_attribute m
                    LEFT JOIN pg_attribute t
                      ON t.attrelid = %1$s::regclass AND t.attname = m.attname AND NOT t.attisdropped AND t.attgenerated = ''
                    WHERE m.attrelid = %2$s::regclass AND m.attnum > 0 AND NOT m.attisdropped AND t.attname IS NULL
                LOOP
                    EXECUTE format('ALTER TABLE %%s DROP COLUMN %%I', %2$s::regclass, sluice_column);
                END LOOP;
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO sluice_columns
                FROM pg_attribute WHERE attrelid = %2$s::regclass AND attnum > 0 AND NOT attisdropped;
                EXECUTE format('CREATE OR REPLACE VIEW %%I AS SELECT %%s FROM %%s', %3$s, sluice_columns, %1$s::regclass);
            END
            $sluice$""";

    private DeleteUndo() {}

    /** Makes a view of the table with just the columns that the memory has and that can be inserted. */
    public static String open(String memory, String table) {
        return OPEN.formatted(
                Literal.of(Identifier.of(table)), Literal.of(Identifier.of(memory)), Literal.of(memory + "_rows"));
    }
}
