-- What stands here is what the steps before make. A table that they adopted is brought to it, each difference with its way back.
DO $$ DECLARE difference record; BEGIN
  FOR difference IN
    WITH columns (tab, col, type, required, preset) AS (VALUES
      ('organizations', 'id', 'uuid', true, 'gen_random_uuid()'),
      ('organizations', 'name', 'character varying', true, NULL),
      ('organizations', 'settings', 'jsonb', false, '''{"is_active": true}''::jsonb'),
      ('organizations', 'created_at', 'timestamp with time zone', false, 'now()'),
      ('organizations', 'updated_at', 'timestamp with time zone', false, 'now()'),
      ('organization_members', 'id', 'uuid', true, 'gen_random_uuid()'),
      ('organization_members', 'role', 'character varying', true, '''member''::character varying'),
      ('organization_members', 'joined_at', 'timestamp with time zone', false, 'now()'),
      ('canvas_configs', 'dpi', 'integer', false, '300'),
      ('canvas_configs', 'spacing_width_inches', 'double precision', false, '0.125'),
      ('canvas_configs', 'spacing_height_inches', 'double precision', false, '0.125'),
      ('platform_connections', 'id', 'uuid', true, 'gen_random_uuid()'),
      ('platform_connections', 'platform', 'character varying(20)', true, NULL),
      ('platform_connections', 'connection_type', 'character varying(20)', true, '''oauth2''::character varying'),
      ('platform_connections', 'is_active', 'boolean', true, 'true'),
      ('platform_connections', 'created_at', 'timestamp with time zone', true, 'now()'),
      ('platform_connections', 'updated_at', 'timestamp with time zone', true, 'now()'),
      ('etsy_stores', 'id', 'uuid', true, 'gen_random_uuid()'),
      ('etsy_stores', 'is_active', 'boolean', true, 'true'),
      ('etsy_stores', 'is_vacation_mode', 'boolean', true, 'false'),
      ('etsy_stores', 'created_at', 'timestamp with time zone', true, 'now()'),
      ('etsy_stores', 'updated_at', 'timestamp with time zone', true, 'now()'),
      ('shopify_stores', 'access_token', 'text', false, NULL)),
    rules (tab, name, definition) AS (VALUES
      ('organization_members', 'organization_members_organization_id_user_id_key', 'UNIQUE (organization_id, user_id)'),
      ('platform_connections', 'platform_connections_user_id_fkey',
        'FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE'),
      ('platform_connections', 'platform_connections_platform_check', 'CHECK (platform IN (''etsy'', ''shopify'', ''amazon'', ''ebay''))'),
      ('platform_connections', 'platform_connections_connection_type_check',
        'CHECK (connection_type IN (''oauth2'', ''api_key'', ''basic_auth''))'),
      ('etsy_stores', 'etsy_stores_user_id_fkey', 'FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE'),
      ('etsy_stores', 'etsy_stores_connection_id_fkey',
        'FOREIGN KEY (connection_id) REFERENCES platform_connections(id) ON DELETE CASCADE')),
    indexes (name, definition) AS (VALUES
      ('idx_organization_members_organization_id', 'organization_members (organization_id)'),
      ('idx_organization_members_user_id', 'organization_members (user_id)'),
      ('idx_platform_connections_user_platform', 'platform_connections (user_id, platform)'),
      ('idx_etsy_stores_user_id', 'etsy_stores (user_id)'),
      ('idx_etsy_stores_connection_id', 'etsy_stores (connection_id)'),
      ('idx_shopify_stores_connection_id', 'shopify_stores (connection_id)')),
    found AS (
      SELECT w.*, a.attnum IS NOT NULL AS is_there, format_type(a.atttypid, a.atttypmod) AS was, y.typtype = 'e' AS is_enum,
        a.attnotnull AS was_required, pg_get_expr(d.adbin, d.adrelid) AS was_preset,
        format('ALTER TABLE %I ALTER COLUMN %I ', w.tab, w.col) AS change
      FROM columns w
      LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(format('%I.%I', current_schema(), w.tab)) AND a.attname = w.col
      LEFT JOIN pg_type y ON y.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum),
    existing AS (
      -- the server writes a check in words of its own: its name says enough
      SELECT r.tab, r.name, r.definition, c.conname,
        CASE c.contype WHEN 'c' THEN r.definition ELSE pg_get_constraintdef(c.oid) END AS was
      FROM rules r
      LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(format('%I.%I', current_schema(), r.tab)) AND (c.conname = r.name
        OR pg_get_constraintdef(c.oid) = r.definition
        -- another link of the same columns
        OR c.contype = 'f' AND split_part(pg_get_constraintdef(c.oid), ' ON ', 1) = split_part(r.definition, ' ON ', 1)))
    SELECT 1 AS place, tab, format('ALTER TABLE %I ADD COLUMN %I %s', tab, col, type) AS forward,
      format('ALTER TABLE %I DROP COLUMN %I', tab, col) AS back
    FROM found WHERE NOT is_there
    UNION ALL
    SELECT 2, tab, change || 'DROP DEFAULT', change || 'SET DEFAULT ' || was_preset
    FROM found WHERE is_there AND was_preset IS DISTINCT FROM preset AND was_preset IS NOT NULL
    UNION ALL
    -- the words of an enum were written large
    SELECT 3, tab, change || format(CASE WHEN is_enum THEN 'TYPE %s USING lower(%I::text)' ELSE 'TYPE %s USING %I::%1$s' END, type, col),
      change || format(CASE WHEN is_enum THEN 'TYPE %s USING upper(%I)::%1$s' ELSE 'TYPE %s USING %I::%1$s' END, was, col)
    FROM found WHERE was <> type
    UNION ALL
    SELECT 4, tab, change || 'SET DEFAULT ' || preset, change || 'DROP DEFAULT'
    FROM found WHERE preset IS NOT NULL AND was_preset IS DISTINCT FROM preset
    UNION ALL
    SELECT 5, tab, change || CASE WHEN required THEN 'SET' ELSE 'DROP' END || ' NOT NULL',
      change || CASE WHEN required THEN 'DROP' ELSE 'SET' END || ' NOT NULL'
    FROM found WHERE required <> coalesce(was_required, false)
    UNION ALL
    SELECT 6, tab, format('ALTER TABLE %I DROP CONSTRAINT %I', tab, conname),
      format('ALTER TABLE %I ADD CONSTRAINT %I %s', tab, conname, was)
    FROM existing WHERE was <> definition
    UNION ALL
    SELECT 7, tab, format('ALTER TABLE %I ADD CONSTRAINT %I %s', tab, name, definition),
      format('ALTER TABLE %I DROP CONSTRAINT %I', tab, name)
    FROM existing GROUP BY tab, name, definition HAVING coalesce(bool_and(was <> definition), true)
    UNION ALL
    SELECT 8, tab, format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', tab, conname, name),
      format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', tab, name, conname)
    FROM existing WHERE was = definition AND conname <> name
    UNION ALL
    SELECT 9, name, format('CREATE INDEX %I ON %s', name, definition), format('DROP INDEX %I', name)
    FROM indexes WHERE to_regclass(format('%I.%I', current_schema(), name)) IS NULL
    ORDER BY 1, 2, 3
  LOOP
    INSERT INTO sluice_undo (changeset, relation, key, old)
    SELECT 'designs::058-swap-loose-shapes::designs', difference.tab, to_char(count(*), 'FM00000'), to_jsonb(difference.back)
    FROM sluice_undo WHERE changeset = 'designs::058-swap-loose-shapes::designs';
    EXECUTE difference.forward;
  END LOOP;
END $$
