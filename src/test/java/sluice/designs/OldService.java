package sluice.designs;

import java.util.List;
import java.util.UUID;

/** The service that the changelog replaces, as it was found to behave: what its starts left in a database. */
final class OldService {

    private static final String TABLES = """
            CREATE TABLE IF NOT EXISTS platform_connections (
              id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
              platform varchar(20) NOT NULL CHECK (platform IN ('etsy', 'shopify', 'amazon', 'ebay')),
              connection_type varchar(20) NOT NULL DEFAULT 'oauth2'
                CHECK (connection_type IN ('oauth2', 'api_key', 'basic_auth')),
              access_token text, refresh_token text, token_expires_at timestamptz, auth_data text,
              is_active boolean NOT NULL DEFAULT true, last_verified_at timestamptz,
              created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE IF NOT EXISTS etsy_stores (
              id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
              connection_id uuid NOT NULL REFERENCES platform_connections (id) ON DELETE CASCADE,
              etsy_shop_id varchar(50) NOT NULL UNIQUE, shop_name varchar(255) NOT NULL, shop_url varchar(255),
              currency_code varchar(3), country_code varchar(2), language varchar(10),
              is_active boolean NOT NULL DEFAULT true, is_vacation_mode boolean NOT NULL DEFAULT false,
              total_listings integer, total_sales integer,
              created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
            ALTER TABLE shopify_stores
              ADD COLUMN IF NOT EXISTS connection_id uuid REFERENCES platform_connections (id),
              ADD COLUMN IF NOT EXISTS shopify_shop_id varchar(50), ADD COLUMN IF NOT EXISTS shop_url varchar(255),
              ADD COLUMN IF NOT EXISTS currency_code varchar(3), ADD COLUMN IF NOT EXISTS country_code varchar(2),
              ADD COLUMN IF NOT EXISTS timezone varchar(50), ADD COLUMN IF NOT EXISTS total_products integer,
              ADD COLUMN IF NOT EXISTS total_orders integer, ALTER COLUMN access_token DROP NOT NULL;
            CREATE INDEX IF NOT EXISTS idx_platform_connections_user_platform ON platform_connections (user_id, platform);
            CREATE INDEX IF NOT EXISTS idx_etsy_stores_user_id ON etsy_stores (user_id);
            CREATE INDEX IF NOT EXISTS idx_etsy_stores_connection_id ON etsy_stores (connection_id);
            CREATE INDEX IF NOT EXISTS idx_shopify_stores_connection_id ON shopify_stores (connection_id);
            """;

    private static final String USERS_OF_ETSY = """
            SELECT DISTINCT u.id, u.etsy_shop_id, u.shop_name, t.access_token, t.refresh_token, t.expires_at
            FROM users u LEFT JOIN third_party_oauth_tokens t ON t.user_id = u.id
            WHERE (u.etsy_shop_id IS NOT NULL OR t.access_token IS NOT NULL) AND t.access_token <> ''
            """;

    private final DesignsDatabase database;

    OldService(DesignsDatabase database) {
        this.database = database;
    }

    /** One start: five of nine scripts get through, or eight that do no more than the five. */
    void start() {
        database.execute("ALTER TABLE users ADD COLUMN IF NOT EXISTS etsy_shop_id varchar");
        database.execute(TABLES);
        boolean fits = database.rows("SELECT 1 FROM users WHERE length(etsy_shop_id) > 50")
                .isEmpty();
        if (fits) { // else every row of the step was lost, and success was logged
            connections();
        }
        dropKeys();
        database.execute("""
                ALTER TABLE design_images ADD COLUMN IF NOT EXISTS phash varchar(64);
                CREATE INDEX IF NOT EXISTS idx_design_images_phash ON design_images (phash) WHERE phash IS NOT NULL;
                """);
    }

    /** The data part, which doubles the connections with every start. */
    private void connections() {
        for (List<Object> row : database.server().query(USERS_OF_ETSY)) {
            UUID connection = connection(row.get(0), "etsy", row.get(3), row.get(4), row.get(5));
            if (!blank(row.get(1)) && !blank(row.get(2))) {
                database.execute("""
                        INSERT INTO etsy_stores (user_id, connection_id, etsy_shop_id, shop_name)
                        VALUES ('%s', '%s', '%s', '%s') ON CONFLICT (etsy_shop_id) DO UPDATE
                        SET connection_id = EXCLUDED.connection_id, shop_name = EXCLUDED.shop_name, is_active = true
                        """.formatted(row.get(0), connection, row.get(1), row.get(2)));
            }
        }
        for (List<Object> row : database.server()
                .query("SELECT user_id, access_token, id FROM shopify_stores WHERE access_token IS NOT NULL")) {
            UUID connection = connection(row.get(0), "shopify", row.get(1), null, null);
            database.execute(
                    "UPDATE shopify_stores SET connection_id = '%s' WHERE id = '%s'".formatted(connection, row.get(2)));
        }
    }

    private UUID connection(Object user, String platform, Object token, Object refresh, Object expires) {
        UUID id = UUID.randomUUID();
        database.execute("""
                INSERT INTO platform_connections
                  (id, user_id, platform, access_token, refresh_token, token_expires_at)
                VALUES ('%s', '%s', '%s', '%s', %s, %s)
                """.formatted(id, user, platform, token, text(refresh), text(expires)));
        return id;
    }

    /** Every unique constraint named after user_id, and every unique index that mentions it. */
    private void dropKeys() {
        database.execute("""
                DO $$ DECLARE found record; BEGIN
                  FOR found IN SELECT conname FROM pg_constraint
                    WHERE conrelid = 'shopify_stores'::regclass AND contype = 'u' AND conname LIKE '%user_id%'
                  LOOP EXECUTE 'ALTER TABLE shopify_stores DROP CONSTRAINT ' || found.conname; END LOOP;
                  FOR found IN SELECT indexname FROM pg_indexes WHERE tablename = 'shopify_stores'
                    AND indexdef LIKE '%UNIQUE%' AND indexdef LIKE '%user_id%'
                  LOOP EXECUTE 'DROP INDEX ' || found.indexname; END LOOP;
                END $$
                """);
    }

    /** The first script with printers moved before print_jobs, as somebody may have run it by hand. */
    void organizations() {
        database.execute("""
                CREATE TABLE organizations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name varchar NOT NULL,
                  description text, settings jsonb DEFAULT '{"is_active": true}', created_at timestamp DEFAULT now(),
                  updated_at timestamp DEFAULT now());
                ALTER TABLE users ADD COLUMN org_id uuid REFERENCES organizations (id) ON DELETE CASCADE;
                CREATE TABLE organization_members (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
                  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE, role varchar NOT NULL DEFAULT 'member',
                  joined_at timestamp DEFAULT now(), UNIQUE (organization_id, user_id));
                CREATE TABLE shops (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, name varchar NOT NULL,
                  platform varchar NOT NULL, platform_shop_id varchar, shop_config jsonb DEFAULT '{}',
                  is_active boolean DEFAULT true, created_at timestamp DEFAULT now(), updated_at timestamp DEFAULT now());
                CREATE TABLE files (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, filename varchar NOT NULL,
                  original_filename varchar NOT NULL, file_path varchar NOT NULL, file_size integer NOT NULL,
                  mime_type varchar NOT NULL, file_hash varchar NOT NULL, storage_backend varchar NOT NULL DEFAULT 'nas',
                  file_metadata jsonb DEFAULT '{}', created_at timestamp DEFAULT now(), updated_at timestamp DEFAULT now());
                CREATE TABLE printers (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
                  user_id uuid NOT NULL REFERENCES users (id), name varchar NOT NULL, printer_type varchar NOT NULL,
                  max_width_inches double precision NOT NULL, max_height_inches double precision NOT NULL,
                  dpi integer NOT NULL DEFAULT 300, supported_template_ids uuid[], is_active boolean DEFAULT true,
                  is_default boolean DEFAULT false, notes text, printer_config jsonb DEFAULT '{}',
                  created_at timestamp DEFAULT now(), updated_at timestamp DEFAULT now());
                CREATE TABLE print_jobs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
                  created_by_user_id uuid NOT NULL REFERENCES users (id), printer_id uuid REFERENCES printers (id),
                  shop_id uuid REFERENCES shops (id), job_name varchar NOT NULL, status varchar NOT NULL DEFAULT 'pending',
                  priority integer DEFAULT 0, file_ids uuid[], print_config jsonb DEFAULT '{}',
                  progress_percentage integer DEFAULT 0, estimated_completion timestamp, started_at timestamp,
                  completed_at timestamp, error_message text, created_at timestamp DEFAULT now(),
                  updated_at timestamp DEFAULT now());
                CREATE TABLE events (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
                  user_id uuid REFERENCES users (id), event_type varchar NOT NULL, entity_type varchar NOT NULL,
                  entity_id uuid, event_data jsonb DEFAULT '{}', ip_address varchar, user_agent text,
                  created_at timestamp DEFAULT now());
                ALTER TABLE canvas_configs ADD COLUMN dpi integer DEFAULT 300,
                  ADD COLUMN spacing_width_inches double precision DEFAULT 0.125,
                  ADD COLUMN spacing_height_inches double precision DEFAULT 0.125;
                """);
        indexes("users.org_id organization_members.organization_id organization_members.user_id shops.organization_id"
                + " files.organization_id print_jobs.organization_id print_jobs.status events.organization_id events.user_id"
                + " printers.organization_id printers.user_id");
    }

    /** The tables that the application makes itself where it runs without the scripts, as far as they have our shape. */
    void tablesOfTheApplication() {
        database.execute("""
                CREATE TYPE platformtype AS ENUM ('ETSY', 'SHOPIFY', 'AMAZON', 'EBAY');
                CREATE TYPE connectiontype AS ENUM ('OAUTH2', 'API_KEY', 'BASIC_AUTH');
                CREATE TABLE organizations (id uuid PRIMARY KEY, name varchar(255) NOT NULL, description text, settings jsonb,
                  created_at timestamp, updated_at timestamp);
                CREATE TABLE organization_members (id uuid PRIMARY KEY,
                  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
                  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE, role varchar(50), joined_at timestamp);
                ALTER TABLE users ADD COLUMN org_id uuid REFERENCES organizations (id) ON DELETE SET NULL,
                  ADD COLUMN role varchar NOT NULL DEFAULT 'member', ADD COLUMN IF NOT EXISTS etsy_shop_id varchar;
                ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
                ALTER TABLE design_images ADD COLUMN phash varchar(64),
                  ADD COLUMN org_id uuid REFERENCES organizations (id) ON DELETE CASCADE;
                ALTER TABLE canvas_configs ADD COLUMN dpi integer NOT NULL DEFAULT 300,
                  ADD COLUMN spacing_width_inches double precision NOT NULL DEFAULT 0.125,
                  ADD COLUMN spacing_height_inches double precision NOT NULL DEFAULT 0.125;
                ALTER TABLE canvas_configs ALTER COLUMN dpi DROP DEFAULT, ALTER COLUMN spacing_width_inches DROP DEFAULT,
                  ALTER COLUMN spacing_height_inches DROP DEFAULT;
                CREATE TABLE platform_connections (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users (id),
                  platform platformtype NOT NULL, connection_type connectiontype NOT NULL, access_token text,
                  refresh_token text, token_expires_at timestamptz, auth_data text, is_active boolean NOT NULL,
                  last_verified_at timestamptz, created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
                CREATE TABLE etsy_stores (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users (id),
                  connection_id uuid NOT NULL REFERENCES platform_connections (id), etsy_shop_id varchar(50) NOT NULL UNIQUE,
                  shop_name varchar(255) NOT NULL, shop_url varchar(255), currency_code varchar(3), country_code varchar(2),
                  language varchar(10), is_active boolean NOT NULL, is_vacation_mode boolean NOT NULL, total_listings integer,
                  total_sales integer, created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
                ALTER TABLE shopify_stores ADD COLUMN connection_id uuid REFERENCES platform_connections (id),
                  ADD COLUMN shopify_shop_id varchar(50), ADD COLUMN shop_url varchar(255), ADD COLUMN currency_code varchar(3),
                  ADD COLUMN country_code varchar(2), ADD COLUMN timezone varchar(50), ADD COLUMN total_products integer,
                  ADD COLUMN total_orders integer, ALTER COLUMN access_token DROP NOT NULL,
                  ALTER COLUMN access_token TYPE varchar;
                INSERT INTO platform_connections (id, user_id, platform, connection_type, access_token, is_active)
                  SELECT id, user_id, 'SHOPIFY', 'OAUTH2', access_token, true FROM shopify_stores;
                UPDATE shopify_stores SET connection_id = id;
                """);
    }

    /** Tables of ours that the application makes in a shape of its own. */
    void otherTablesOfTheApplication() {
        database.execute("""
                CREATE TABLE printers (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                  name varchar(255) NOT NULL, printer_type varchar(50) NOT NULL, manufacturer varchar(100), model varchar(100),
                  description text, max_width_inches double precision NOT NULL, max_height_inches double precision NOT NULL,
                  dpi integer NOT NULL, supported_template_ids uuid[], is_active boolean, is_default boolean,
                  created_at timestamp, updated_at timestamp);
                CREATE TABLE files (id uuid PRIMARY KEY, org_id uuid, nas_path varchar NOT NULL, filename varchar NOT NULL,
                  original_filename varchar, mime_type varchar, file_size bigint, sha256 varchar, file_metadata json);
                """);
    }

    private void indexes(String columns) {
        for (String place : columns.split(" ")) {
            String[] part = place.split("\\.");
            database.execute("CREATE INDEX idx_%1$s_%2$s ON %1$s (%2$s)".formatted(part[0], part[1]));
        }
    }

    private static boolean blank(Object value) {
        return value == null || value.toString().isEmpty();
    }

    private static String text(Object value) {
        return value == null ? "NULL" : "'" + value + "'";
    }
}
