package sluice.bench.listings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import sluice.sql.Sql;

/**
 * What the old script does, without its Python: pages of the view by LIMIT and OFFSET, statements of a hundred rows, and
 * two commits per page.
 */
final class OldListingsScript {

    static final long PAGE = 1000;

    private static final int ROWS = 100;
    private static final String READ = """
            SELECT id, user_id, category_id, title, description, price, status, views_count, created_at, updated_at,
                storefront_id, images
            FROM unified_listings ORDER BY id LIMIT ? OFFSET ?""";
    private static final String LISTING = """
            INSERT INTO listings (id, uuid, user_id, category_id, title, description, price, status, views_count,
                created_at, updated_at, storefront_id, currency, visibility, quantity, favorites_count, is_deleted)
            VALUES %s
            ON CONFLICT (id) DO UPDATE SET uuid = excluded.uuid, user_id = excluded.user_id, title = excluded.title,
                description = excluded.description, price = excluded.price, status = excluded.status,
                updated_at = excluded.updated_at""";
    private static final String IMAGES = """
            INSERT INTO listing_images (listing_id, url, thumbnail_url, storage_path, display_order, is_primary)
            SELECT v.id, coalesce(nullif(i.o ->> 'public_url', ''), i.o ->> 'image_url', i.o ->> 'file_path', ''),
                coalesce(i.o ->> 'thumbnail_url', i.o ->> 'public_url'), coalesce(i.o ->> 'file_path', ''),
                CASE WHEN coalesce(i.o ->> 'is_main', i.o ->> 'is_default') = 'true' THEN 0 ELSE i.place END,
                coalesce(i.o ->> 'is_main', i.o ->> 'is_default') = 'true'
            FROM (VALUES %s) v (id, images), jsonb_array_elements(v.images) WITH ORDINALITY i (o, place)""";

    private final Connection from;
    private final Connection into;

    OldListingsScript(Connection from, Connection into) {
        this.from = from;
        this.into = into;
    }

    /** Copies so many listings from an offset on. */
    void copy(long offset, long listings) throws SQLException {
        into.setAutoCommit(false);
        for (long done = 0; done < listings; done += PAGE) {
            List<Object[]> rows = Sql.on(from).rows(READ, OldListingsScript::read, PAGE, offset + done);
            insert(rows, LISTING, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RSD', 'public', 1, 0, false)", 0);
            insert(rows, IMAGES, "(?, CAST(? AS jsonb))", 12);
        }
    }

    private static Object[] read(ResultSet row) throws SQLException {
        Object[] values = new Object[14];
        values[0] = row.getLong(1);
        values[1] = UUID.randomUUID();
        for (int column = 2; column <= 11; column++) {
            values[column] = row.getObject(column);
        }
        values[12] = values[0];
        values[13] = row.getString(12);
        return values;
    }

    private void insert(List<Object[]> rows, String statement, String one, int first) throws SQLException {
        for (int start = 0; start < rows.size(); start += ROWS) {
            List<Object[]> page = rows.subList(start, Math.min(rows.size(), start + ROWS));
            List<String> marks = new ArrayList<>();
            page.forEach(row -> marks.add(one));
            try (PreparedStatement insert = into.prepareStatement(statement.formatted(String.join(", ", marks)))) {
                int mark = 1;
                for (Object[] row : page) {
                    int last = first == 0 ? 12 : row.length;
                    for (int value = first; value < last; value++) {
                        insert.setObject(mark++, row[value]);
                    }
                }
                insert.executeUpdate();
            }
        }
        into.commit();
    }
}
