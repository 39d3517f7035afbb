-- What 060 to 067 do, for what came since: little enough for one transaction. What was made is remembered, the tokens are not.
-- Each statement tells how many rows it changed; where that is none, an update had nothing to do.
-- a shop that was named since: the connection without a store is its
WITH named AS (
  UPDATE platform_connections c SET store_key = u.etsy_shop_id FROM users u
  WHERE u.id = c.user_id AND c.platform = 'etsy' AND c.store_key = '' AND u.etsy_shop_id <> ''
    AND NOT EXISTS (SELECT FROM platform_connections o
      WHERE o.user_id = c.user_id AND o.platform = 'etsy' AND o.store_key = u.etsy_shop_id)
  RETURNING c.id)
INSERT INTO sluice_undo (changeset, relation, key, old)
SELECT 'designs::133-load-later-stores::designs', 'platform_connections', id::text, '""' FROM named
-- one that was made here without a store stays one that was made here
ON CONFLICT (changeset, relation, key) DO UPDATE SET key = excluded.key;
-- a user with a token and no connection at all
WITH made AS (
  INSERT INTO platform_connections (user_id, platform, access_token, refresh_token, token_expires_at, store_key)
  SELECT DISTINCT ON (u.id) u.id, 'etsy', t.access_token, t.refresh_token, t.expires_at, coalesce(u.etsy_shop_id, '')
  FROM users u JOIN third_party_oauth_tokens t ON t.user_id = u.id AND t.access_token <> ''
  WHERE NOT EXISTS (SELECT FROM platform_connections c WHERE c.user_id = u.id AND c.platform = 'etsy')
  ORDER BY u.id, t.expires_at DESC, t.created_at DESC NULLS LAST, t.id
  ON CONFLICT DO NOTHING RETURNING id)
INSERT INTO sluice_undo (changeset, relation, key)
SELECT 'designs::133-load-later-stores::designs', 'platform_connections', id::text FROM made;
-- a shop at Shopify with a token and no connection
WITH made AS (
  INSERT INTO platform_connections (user_id, platform, access_token, store_key)
  SELECT DISTINCT ON (s.user_id, s.shop_domain) s.user_id, 'shopify', s.access_token, s.shop_domain FROM shopify_stores s
  WHERE s.connection_id IS NULL AND s.access_token <> ''
  ORDER BY s.user_id, s.shop_domain, s.is_active DESC, s.updated_at DESC NULLS LAST, s.id
  ON CONFLICT DO NOTHING RETURNING id)
INSERT INTO sluice_undo (changeset, relation, key)
SELECT 'designs::133-load-later-stores::designs', 'platform_connections', id::text FROM made;
UPDATE shopify_stores s SET connection_id = c.id FROM platform_connections c
WHERE s.connection_id IS NULL AND s.access_token <> ''
  AND c.user_id = s.user_id AND c.platform = 'shopify' AND c.store_key = s.shop_domain;
-- what does not fit, verify names
WITH made AS (
  INSERT INTO etsy_stores (user_id, connection_id, etsy_shop_id, shop_name)
  SELECT u.id, c.id, u.etsy_shop_id, u.shop_name
  FROM users u JOIN platform_connections c ON c.user_id = u.id AND c.platform = 'etsy' AND c.store_key = u.etsy_shop_id
  WHERE u.etsy_shop_id <> '' AND u.shop_name <> '' AND length(u.etsy_shop_id) <= 50 AND length(u.shop_name) <= 255
  ON CONFLICT (user_id, etsy_shop_id) DO NOTHING RETURNING id)
INSERT INTO sluice_undo (changeset, relation, key)
SELECT 'designs::133-load-later-stores::designs', 'etsy_stores', id::text FROM made;
