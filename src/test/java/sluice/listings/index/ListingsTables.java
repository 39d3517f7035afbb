package sluice.listings.index;

import sluice.environment.TestDatabase;

/** The tables of the new service as far as documents are made of them, and rows of every kind that documents are made of. */
final class ListingsTables {

    private static final String TABLES = """
            CREATE TABLE listings (
              id bigserial PRIMARY KEY, uuid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
              user_id bigint NOT NULL CHECK (user_id > 0), storefront_id bigint,
              title varchar(255) NOT NULL CHECK (length(trim(title)) >= 3), description text,
              price numeric(15,2) NOT NULL CHECK (price > 0), currency varchar(3) NOT NULL DEFAULT 'RSD',
              category_id bigint NOT NULL CHECK (category_id > 0), status varchar(50) NOT NULL DEFAULT 'draft',
              visibility varchar(50) NOT NULL DEFAULT 'public', quantity int NOT NULL DEFAULT 1, sku varchar(100),
              views_count int NOT NULL DEFAULT 0, favorites_count int NOT NULL DEFAULT 0,
              created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
              published_at timestamptz, deleted_at timestamptz, is_deleted boolean NOT NULL DEFAULT false);
            CREATE TABLE listing_images (
              id bigserial PRIMARY KEY, listing_id bigint NOT NULL REFERENCES listings ON DELETE CASCADE, url text NOT NULL,
              storage_path text, thumbnail_url text, display_order int NOT NULL DEFAULT 0,
              is_primary boolean NOT NULL DEFAULT false, width int, height int, file_size bigint, mime_type varchar(100),
              created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX ON listing_images (listing_id, display_order);
            CREATE TABLE listing_attributes (
              id bigserial PRIMARY KEY, listing_id bigint NOT NULL REFERENCES listings ON DELETE CASCADE,
              attribute_key varchar(100) NOT NULL, attribute_value text, created_at timestamptz DEFAULT now(),
              UNIQUE (listing_id, attribute_key));
            CREATE TABLE listing_tags (
              id bigserial PRIMARY KEY, listing_id bigint NOT NULL REFERENCES listings ON DELETE CASCADE,
              tag varchar(100) NOT NULL, created_at timestamptz DEFAULT now(), UNIQUE (listing_id, tag));
            CREATE TABLE listing_locations (
              id bigserial PRIMARY KEY, listing_id bigint NOT NULL UNIQUE REFERENCES listings ON DELETE CASCADE,
              country varchar(100), city varchar(100), postal_code varchar(20), address_line1 text, address_line2 text,
              latitude numeric(10,8), longitude numeric(11,8), created_at timestamptz DEFAULT now(),
              updated_at timestamptz DEFAULT now());
            """;

    // Keys with gaps; every second has images, some a place, tags and attributes; one in fifty is deleted softly.
    private static final String ROWS = """
            INSERT INTO listings (id, user_id, storefront_id, title, description, price, category_id, status, sku,
                created_at, updated_at, published_at, is_deleted)
            SELECT n * 3, 1 + n %% 50, CASE WHEN n %% 3 = 0 THEN n END, 'Листинг ' || n || ' bicycle',
              CASE n %% 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN E'tab\\there\\nand "quotes" \\\\ ' || chr(128690)
                ELSE 'plain ' || n END,
              n + 0.5, 1 + n %% 20, 'active', CASE WHEN n %% 5 = 0 THEN '' END,
              timestamptz '2025-10-11 08:12:47.120000+00' + n * interval '1.000001 second',
              timestamptz '2025-10-11 08:00:00+00' + n * interval '1 minute',
              CASE WHEN n %% 2 = 0 THEN timestamptz '2025-07-01 00:30:00+02' END, n %% 50 = 49
            FROM generate_series(1, %1$d) n;
            INSERT INTO listing_images (listing_id, url, thumbnail_url, display_order, is_primary)
            SELECT n * 3, 'https://cdn.example.org/' || n || '/' || k || '.jpg',
              CASE WHEN k = 1 THEN NULL ELSE 'https://cdn.example.org/' || n || '/' || k || '-small.jpg' END, k, k = 0
            FROM generate_series(2, %1$d, 2) n, generate_series(2, 0, -1) k;
            INSERT INTO listing_locations (listing_id, country, city, latitude, longitude)
            SELECT n * 3, 'RS', 'Novi Sad', CASE WHEN n %% 7 > 0 THEN 45.25 ELSE 0 END, CASE WHEN n %% 5 > 0 THEN 19.83 END
            FROM generate_series(5, %1$d, 3) n;
            INSERT INTO listing_tags (listing_id, tag)
            SELECT n * 3, tag FROM generate_series(4, %1$d, 4) n, unnest(ARRAY['zeta', 'alpha', 'Бицикл']) tag;
            INSERT INTO listing_attributes (listing_id, attribute_key, attribute_value)
            SELECT n * 3, key, CASE WHEN key = 'size' THEN NULL ELSE 'v' || n END
            FROM generate_series(6, %1$d, 6) n, unnest(ARRAY['size', 'colour']) key;
            ANALYZE;
            """;

    private ListingsTables() {}

    /** The tables, empty. */
    static void create(TestDatabase database) {
        database.execute(TABLES);
    }

    /** So many listings with keys 3, 6, 9 …; those with n % 50 = 49 are deleted softly. */
    static void fill(TestDatabase database, int listings) {
        database.execute(ROWS.formatted(listings));
    }
}
