package sluice.bench.index;

import java.sql.Connection;
import java.sql.SQLException;
import sluice.sql.Sql;

/** Listings as the new service has them, for benchmarks: texts of an ordinary length, two images each. */
final class BenchListings {

    private static final String TABLES = """
            CREATE TABLE listings (
              id bigint PRIMARY KEY, uuid uuid NOT NULL, user_id bigint NOT NULL, storefront_id bigint,
              title varchar(255) NOT NULL, description text, price numeric(15,2) NOT NULL, currency varchar(3) NOT NULL,
              category_id bigint NOT NULL, status varchar(50) NOT NULL, visibility varchar(50) NOT NULL, quantity int NOT NULL,
              sku varchar(100), views_count int NOT NULL, favorites_count int NOT NULL, created_at timestamptz NOT NULL,
              updated_at timestamptz NOT NULL, published_at timestamptz, is_deleted boolean NOT NULL);
            CREATE TABLE listing_images (
              id bigint PRIMARY KEY, listing_id bigint NOT NULL, url text NOT NULL, thumbnail_url text,
              display_order int NOT NULL, is_primary boolean NOT NULL);
            CREATE TABLE listing_attributes (listing_id bigint, attribute_key varchar(100), attribute_value text);
            CREATE TABLE listing_tags (listing_id bigint, tag varchar(100));
            CREATE TABLE listing_locations (
              listing_id bigint UNIQUE, country varchar(100), city varchar(100), postal_code varchar(20), address_line1 text,
              address_line2 text, latitude numeric(10,8), longitude numeric(11,8));
            CREATE INDEX ON listing_attributes (listing_id);
            CREATE INDEX ON listing_tags (listing_id);
            """;

    private static final String LISTINGS = """
            INSERT INTO listings
            SELECT n, CAST(md5(n::text) AS uuid), 1 + n % 5000, CASE WHEN n % 3 = 0 THEN n % 100 END,
              (ARRAY['Bicikl gorski', 'Продајем ауто', 'Stan u centru', 'Телефон нов'])[1 + n % 4] || ' '
                || substr(md5((n * 3)::text), 1, 6) || ' ' || n % 977,
              'Opis: ' || md5((n * 5)::text) || E', stanje "odlično".\\nКонтакт ' || md5((n * 7)::text) || ' '
                || repeat(substr(md5((n * 11)::text), 1, 7) || ' ', 12),
              n % 10000 + 0.99, 'RSD', 1 + n % 300, 'active', 'public', 1, NULL, n % 1000, 0,
              now() - n * interval '1 second', now() - n * interval '1 second', now() - n * interval '1 second', false
            FROM generate_series(1, ?) n""";

    private static final String IMAGES = """
            INSERT INTO listing_images
            SELECT n * 2 + k, n, 'https://cdn.example.org/listings/' || n || '/' || md5((n * 2 + k)::text) || '.jpg',
              'https://cdn.example.org/listings/' || n || '/small-' || md5((n * 2 + k)::text) || '.jpg', k, k = 0
            FROM generate_series(1, ?) n, generate_series(0, 1) k""";

    private BenchListings() {}

    /** Makes the tables and so many listings. */
    static void fill(Connection connection, long listings) throws SQLException {
        Sql sql = Sql.on(connection);
        sql.run(TABLES);
        sql.update(LISTINGS, Math.toIntExact(listings));
        sql.update(IMAGES, Math.toIntExact(listings));
        sql.run("CREATE INDEX ON listing_images (listing_id, display_order)");
        sql.run("VACUUM ANALYZE listings, listing_images, listing_attributes, listing_tags, listing_locations");
    }
}
