package sluice.listings;

import java.util.Map;

/** Rows of every kind that the old script stumbled over, and what must become of each. */
final class AwkwardRows {

    /** Made in the monolith beside the rows that ship. */
    static final String SQL = """
            INSERT INTO c2c_listings (id, user_id, category_id, title, price, status, created_at, updated_at) VALUES
                (2, 7, 1002, 'without a price', NULL, 'active', '2025-01-01', '2025-01-01'),
                (3, 7, 1002, 'for nothing', 0, 'active', '2025-01-01', '2025-01-01'),
                (4, 7, 1002, 'below nothing', -1, 'active', '2025-01-01', '2025-01-01'),
                (5, 7, 1002, ' ab ', 1, 'active', '2025-01-01', '2025-01-01'),
                (6, NULL, 1002, 'without a seller', 1, 'active', '2025-01-01', '2025-01-01'),
                (7, 7, NULL, 'without a category', 1, 'active', '2025-01-01', '2025-01-01'),
                (8, 7, 1002, 'unknown status', 1, 'reserved', '2025-01-01', '2025-01-01'),
                (9, 7, 1002, 'never changed', 1, 'active', '2025-01-01', NULL),
                (10, 7, 1002, 'never made', 1, 'active', NULL, '2025-01-01'),
                (11, 7, 1002, 'in both tables', 1, 'active', '2025-01-01', '2025-01-01'),
                (12, 7, 1002, 'no views, no status', 1, NULL, '2025-01-01', '2025-01-01'),
                (13, 7, 1002, 'pictures without a url', 1, 'sold', '2025-01-01', '2025-01-01'),
                (14, 7, 1002, 'a NULL before the main picture', 1, 'active', '2025-01-01', '2025-01-01');
            UPDATE c2c_listings SET views_count = NULL WHERE id = 12;
            INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at, metadata) VALUES
                (15, 7, 1002, 'currency of four letters', 1, '2025-01-01', '2025-01-01', '{"currency": "EURO"}'),
                (16, 7, 1002, 'made at no time', 1, 'infinity', '2025-01-01', NULL),
                (17, 7, 1002, 'changed before all time', 1, '2025-01-01', '-infinity', NULL),
                (18, 7, 1002, 'made in a far year', 1, '10000-01-01', '2025-01-01', NULL),
                (19, 7, 1002, 'no number for a price', 'NaN', '2025-01-01', '2025-01-01', NULL),
                (20, 7, 1002, 'not yet made', 1, '9000-01-01', '2025-01-01', NULL);
            INSERT INTO b2c_products (id, storefront_id, name, description, price, category_id, created_at, updated_at) VALUES
                (11, 43, 'in both tables', '', 1, 1001, '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00'),
                (21, 43, 'dollars by default', '', 1, 1001, '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00'),
                (22, 99, 'without a store', '', 1, 1001, '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00'),
                (23, 43, 'for nothing', '', 0, 1001, '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00');
            INSERT INTO c2c_images (id, listing_id, file_path, file_name, file_size, content_type, is_main, public_url) VALUES
                (501, 13, '', 'a', 1, 'image/png', true, ''),
                (502, 13, 'rel/b.png', 'b', 1, 'image/png', false, NULL),
                (503, 13, '', 'c', 1, 'image/png', NULL, NULL),
                (504, 13, 'd.png', 'd', 1, 'image/png', false, 'https://img.example.org/d.png'),
                (511, 14, 'main.png', 'm', 1, 'image/png', true, ''),
                (512, 14, 'null.png', 'n', 1, 'image/png', NULL, ''),
                (513, 14, 'second.png', 's', 1, 'image/png', true, ''),
                (521, 2, 'rejected.png', 'r', 1, 'image/png', true, ''),
                (531, NULL, 'nobody.png', 'x', 1, 'image/png', true, ''),
                (532, 4711, 'gone.png', 'x', 1, 'image/png', true, '');
            INSERT INTO b2c_product_images (id, storefront_product_id, image_url, thumbnail_url, display_order, is_default)
                VALUES (601, 21, 'second.png', '', 7, false), (602, 21, 'first.png', 't.png', 3, false);
            """;

    /** Which rows are set aside, and a part of the reason. */
    static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("2", "price is missing"),
            Map.entry("3", "price is 0.00 and breaks listings_price_check"),
            Map.entry("4", "price is -1.00 and breaks listings_price_check"),
            Map.entry("5", "title is  ab  and breaks listings_title_check"),
            Map.entry("6", "user_id is missing"),
            Map.entry("7", "category_id is missing"),
            Map.entry("8", "status is reserved and breaks listings_status_check"),
            Map.entry("9", "updated_at is missing"),
            Map.entry("10", "created_at is missing"),
            Map.entry("11/c2c", "in c2c_listings and in b2c_products"),
            Map.entry("11/b2c", "in c2c_listings and in b2c_products"),
            Map.entry("13/listing_images/1", "image 50\\d has no url"),
            Map.entry("13/listing_images/2", "image 50\\d has no url"),
            Map.entry("15", "value too long for type character varying\\(3\\)"),
            Map.entry("16", "created_at is infinity, outside of the years 1 to 9999"),
            Map.entry("17", "updated_at is -infinity, outside of the years 1 to 9999"),
            Map.entry("18", "created_at is 10000-01-01 00:00:00\\+00, outside of the years 1 to 9999"),
            Map.entry("19", "price is not a number"),
            Map.entry("20", "created_at is 9000-01-01 00:00:00\\+00, in the future"),
            Map.entry("22", "there is no store 99"),
            Map.entry("23", "price is 0.00 and breaks listings_price_check"),
            Map.entry("image 531/c2c", "there is no listing NULL"),
            Map.entry("image 532/c2c", "there is no listing 4711"));

    /** Those of the rows that can be copied. */
    static final int COPIED = 4;

    private AwkwardRows() {}
}
