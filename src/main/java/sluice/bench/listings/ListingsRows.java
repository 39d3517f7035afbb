package sluice.bench.listings;

/** Rows for a monolith as large as wanted: half of them of private sellers, two pictures each, texts of some 30 words. */
final class ListingsRows {

    private static final String TEXT = """
            (SELECT string_agg('word' || (hashint4(CAST(n * 31 + w AS integer)) & 2047), ' ') FROM generate_series(1, 30) w)""";

    private ListingsRows() {}

    static String fill(long listings) {
        return """
                ;
                TRUNCATE c2c_listings, c2c_images, b2c_products, b2c_product_images;
                INSERT INTO c2c_listings (id, user_id, category_id, title, description, price, status, views_count, created_at,
                    updated_at, external_id)
                SELECT n, 1 + n %% 50000, 1001 + n %% 300, 'Article word' || n %% 977 || ' no ' || n, %2$s, 1 + n %% 90000,
                    'active', n %% 100, timestamp '2025-01-01' + n * interval '7 seconds',
                    timestamp '2025-06-01' + n * interval '5 seconds', ''
                FROM generate_series(2, %1$d, 2) n;
                INSERT INTO b2c_products (id, storefront_id, name, description, price, currency, category_id, stock_quantity,
                    view_count, created_at, updated_at)
                SELECT n, 43, 'Product word' || n %% 977 || ' no ' || n, %2$s, 1 + n %% 90000, 'RSD', 1001 + n %% 300, n %% 5,
                    n %% 100, timestamptz '2025-01-01 00:00:00+00' + n * interval '7 seconds',
                    timestamptz '2025-06-01 00:00:00+00' + n * interval '5 seconds'
                FROM generate_series(1, %1$d, 2) n;
                INSERT INTO c2c_images (listing_id, file_path, file_name, file_size, content_type, is_main, public_url)
                SELECT l.id, 'listings/' || l.id || '/' || i || '.jpg', i || '.jpg', 50000, 'image/jpeg', i = 0,
                    'https://img.example.org/' || l.id || '/' || i || '.jpg'
                FROM c2c_listings l, generate_series(0, 1) i;
                INSERT INTO b2c_product_images (storefront_product_id, image_url, thumbnail_url, display_order, is_default)
                SELECT p.id, 'https://img.example.org/' || p.id || '/' || i || '.jpg',
                    'https://img.example.org/' || p.id || '/' || i || '-small.jpg', i, i = 0
                FROM b2c_products p, generate_series(0, 1) i;
                ANALYZE""".formatted(listings, TEXT);
    }
}
