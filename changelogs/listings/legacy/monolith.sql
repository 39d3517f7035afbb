-- The monolith's side before the move, for demos and tests: a database of its own, in which nothing is ever written.
CREATE SEQUENCE global_product_id_seq START 2000;

CREATE TABLE c2c_categories (
    id serial PRIMARY KEY,
    name varchar(100) NOT NULL,
    slug varchar(100) NOT NULL UNIQUE,
    parent_id integer,
    is_active boolean DEFAULT true,
    created_at timestamp DEFAULT CURRENT_TIMESTAMP);

CREATE TABLE c2c_listings (
    id integer PRIMARY KEY DEFAULT nextval('global_product_id_seq'),
    user_id integer,
    category_id integer,
    title varchar(255) NOT NULL,
    description text,
    price numeric(12,2),
    condition varchar(50),
    status varchar(20) DEFAULT 'active',
    location varchar(255),
    latitude numeric(10,8),
    longitude numeric(11,8),
    address_city varchar(100),
    address_country varchar(100),
    views_count integer DEFAULT 0,
    show_on_map boolean NOT NULL DEFAULT true,
    original_language varchar(10) DEFAULT 'sr',
    created_at timestamp DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
    storefront_id integer,
    external_id varchar(255),
    metadata jsonb,
    needs_reindex boolean DEFAULT false,
    address_multilingual jsonb);

CREATE TABLE c2c_images (
    id serial PRIMARY KEY,
    listing_id integer,
    file_path varchar(255) NOT NULL,
    file_name varchar(255) NOT NULL,
    file_size integer NOT NULL,
    content_type varchar(100) NOT NULL,
    is_main boolean DEFAULT false,
    created_at timestamp DEFAULT CURRENT_TIMESTAMP,
    storage_type varchar(20) DEFAULT 'local',
    storage_bucket varchar(100),
    public_url text);
CREATE INDEX idx_c2c_images_main ON c2c_images (listing_id, is_main DESC);

CREATE TYPE location_privacy_level AS ENUM ('exact', 'street', 'district', 'city');
CREATE TYPE storefront_geo_strategy AS ENUM ('storefront_location', 'individual_location');

CREATE TABLE b2c_stores (
    id serial PRIMARY KEY,
    user_id integer NOT NULL,
    slug varchar(100) NOT NULL UNIQUE,
    name varchar(255) NOT NULL,
    description text,
    phone varchar(50),
    email varchar(255),
    address text,
    city varchar(100),
    postal_code varchar(20),
    country varchar(2) DEFAULT 'RS',
    latitude numeric(10,8),
    longitude numeric(11,8),
    is_active boolean DEFAULT true,
    products_count integer DEFAULT 0,
    geo_strategy storefront_geo_strategy DEFAULT 'storefront_location',
    default_privacy_level location_privacy_level DEFAULT 'exact',
    created_at timestamp DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp DEFAULT CURRENT_TIMESTAMP);

CREATE TABLE b2c_products (
    id integer PRIMARY KEY DEFAULT nextval('global_product_id_seq'),
    storefront_id integer NOT NULL,
    name varchar(255) NOT NULL,
    description text NOT NULL,
    price numeric(15,2) NOT NULL CHECK (price >= 0),
    currency char(3) NOT NULL DEFAULT 'USD',
    category_id integer NOT NULL,
    sku varchar(100),
    barcode varchar(100),
    stock_quantity integer NOT NULL DEFAULT 0 CHECK (stock_quantity >= 0),
    stock_status varchar(20) NOT NULL DEFAULT 'in_stock' CHECK (stock_status IN ('in_stock', 'low_stock', 'out_of_stock')),
    is_active boolean NOT NULL DEFAULT true,
    attributes jsonb DEFAULT '{}',
    view_count integer NOT NULL DEFAULT 0,
    sold_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    has_individual_location boolean DEFAULT false,
    individual_address text,
    individual_latitude numeric(10,8),
    individual_longitude numeric(11,8),
    location_privacy location_privacy_level DEFAULT 'exact',
    show_on_map boolean DEFAULT true,
    has_variants boolean DEFAULT false);

CREATE TABLE b2c_product_images (
    id serial PRIMARY KEY,
    storefront_product_id integer NOT NULL,
    image_url text NOT NULL,
    thumbnail_url text NOT NULL,
    display_order integer NOT NULL DEFAULT 0,
    is_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX idx_b2c_product_images_product ON b2c_product_images (storefront_product_id);

CREATE VIEW unified_listings AS
SELECT l.id, 'c2c' AS source_type, l.user_id, l.category_id, l.title, l.description, l.price, l.condition, l.status,
    l.location, l.latitude, l.longitude, l.address_city, l.address_country, l.views_count, l.show_on_map,
    l.original_language, l.created_at, l.updated_at, CAST(NULL AS integer) AS storefront_id, l.external_id, l.metadata,
    l.needs_reindex, l.address_multilingual,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'file_path', i.file_path, 'file_name', i.file_name,
        'public_url', i.public_url, 'is_main', i.is_main, 'storage_type', i.storage_type) ORDER BY i.is_main DESC, i.id)
        FROM c2c_images i WHERE i.listing_id = l.id), '[]') AS images
FROM c2c_listings l
UNION ALL
SELECT p.id, 'b2c', s.user_id, p.category_id, p.name, p.description, p.price, 'new',
    CASE WHEN p.is_active THEN 'active' ELSE 'inactive' END, coalesce(p.individual_address, s.address),
    coalesce(p.individual_latitude, s.latitude), coalesce(p.individual_longitude, s.longitude), s.city, s.country,
    p.view_count, coalesce(p.show_on_map, true), 'sr', CAST(p.created_at AS timestamp), CAST(p.updated_at AS timestamp),
    p.storefront_id, p.sku, jsonb_build_object('source', 'storefront', 'storefront_id', p.storefront_id,
        'stock_quantity', p.stock_quantity, 'stock_status', p.stock_status, 'currency', p.currency, 'barcode', p.barcode,
        'attributes', p.attributes, 'has_variants', p.has_variants), false, NULL,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'image_url', i.image_url, 'thumbnail_url', i.thumbnail_url,
        'is_default', i.is_default, 'display_order', i.display_order) ORDER BY i.is_default DESC, i.display_order, i.id)
        FROM b2c_product_images i WHERE i.storefront_product_id = p.id), '[]')
FROM b2c_products p
JOIN b2c_stores s ON s.id = p.storefront_id;

INSERT INTO c2c_categories (id, name, slug) VALUES (1001, 'Elektronika', 'elektronika'), (1002, 'Одећа', 'odeca');

INSERT INTO b2c_stores (id, user_id, slug, name, address, city, postal_code, country, latitude, longitude) VALUES
    (43, 6, 'agm', 'AGM', 'Vase Stajića 18', 'Novi Sad', '21000', 'RS', 45.25167000, 19.83694000);

-- the seven listings and twelve pictures that the project had, as its reports count them
INSERT INTO c2c_listings (id, user_id, category_id, title, description, price, condition, status, location, latitude,
    longitude, address_city, address_country, views_count, created_at, updated_at, external_id, address_multilingual) VALUES
    (1070, 6, 1001, 'Стари грамофон', 'Ради као нов' || chr(10) || 'преузимање у Новом Саду', 12000, 'used', 'active',
     'Vase Stajića 18, Novi Sad', 45.25167000, 19.83694000, 'Novi Sad', 'Србија', 11, '2025-10-05 14:22:47.12',
     '2025-10-11 08:01:02.345678', '', '{"en": "18 Vase Stajica, Novi Sad", "ru": "Нови-Сад", "sr": "Васе Стајића 18"}');
INSERT INTO b2c_products (id, storefront_id, name, description, price, currency, category_id, sku, barcode, stock_quantity,
    attributes, view_count, created_at, updated_at, location_privacy)
SELECT n, 43, 'Telefon model ' || n, '<p>Nov, <b>neotpakovan</b> &amp; sa garancijom</p>', 30000 + n, 'RSD', 1001,
    'AGM-' || n, '86000000' || n, n % 5, jsonb_build_object('boja', 'crna', 'memorija', '128 GB'), n % 7,
    timestamptz '2025-10-08 10:00:00.123456+00' + (n - 1071) * interval '1 hour', timestamptz '2025-10-11 09:30:00+00', NULL
FROM generate_series(1071, 1076) n;
INSERT INTO c2c_images (listing_id, file_path, file_name, file_size, content_type, is_main, created_at, public_url) VALUES
    (1070, 'listings/1070/a.jpg', 'a.jpg', 48211, 'image/jpeg', true, '2025-10-05 14:23:00', 'https://img.example.org/1070/a.jpg');
INSERT INTO b2c_product_images (storefront_product_id, image_url, thumbnail_url, display_order, is_default, created_at)
SELECT 1071, 'https://img.example.org/1071/0.jpg', 'https://img.example.org/1071/0-small.jpg', 0, true,
    timestamptz '2025-10-08 10:01:00+00'
UNION ALL
SELECT n, 'https://img.example.org/' || n || '/' || i || '.jpg', 'https://img.example.org/' || n || '/' || i || '-small.jpg',
    i, true, timestamptz '2025-10-08 11:00:00+00'
FROM generate_series(1072, 1076) n, generate_series(0, 1) i;

-- rows that the old script stumbled over, and that can be copied
INSERT INTO c2c_listings (id, user_id, category_id, title, description, price, status, latitude, longitude, views_count,
    created_at, updated_at, metadata) VALUES
    (1101, 7, 1002, 'Tab' || chr(9) || 'and "quotes"', E'line\nfeed, back\\slash, \'quote\' and 😀', 0.01, 'sold', 0, 0, NULL,
     '2025-07-01 12:00:00', '2025-07-01 12:00:00.000001', '{"currency": "EUR", "tags": ["retro", "audio"]}'),
    (1102, 7, 1002, 'Без слике', NULL, 9999999999.99, '', NULL, NULL, 0, '2025-01-01 00:00:00', '2025-01-01 00:00:00', NULL),
    (1103, 8, 1002, 'Mehrere Hauptbilder', '', 5, NULL, NULL, NULL, 3, '2025-02-01 00:00:00', '2025-02-01 00:00:00', NULL);
INSERT INTO c2c_images (listing_id, file_path, file_name, file_size, content_type, is_main, created_at, public_url) VALUES
    (1101, 'listings/1101/only-path.jpg', 'only-path.jpg', 1, 'image/jpeg', false, '2025-07-01 12:00:00', ''),
    (1103, 'listings/1103/a.jpg', 'a.jpg', 1, 'image/jpeg', true, '2025-02-01 00:00:00', 'https://img.example.org/1103/a.jpg'),
    (1103, 'listings/1103/b.jpg', 'b.jpg', 1, 'image/jpeg', true, '2025-02-01 00:00:00', 'https://img.example.org/1103/b.jpg'),
    (1103, 'listings/1103/c.jpg', 'c.jpg', 1, 'image/jpeg', NULL, NULL, 'https://img.example.org/1103/c.jpg');
