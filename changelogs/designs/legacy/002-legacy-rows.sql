-- 40 users; the ids tell who is who: md5 of a word makes a uuid
INSERT INTO users (id, email, hashed_password, shop_name, is_active, created_at)
  SELECT md5('user ' || n)::uuid, 'maker' || n || '@example.org', 'x',
    CASE WHEN n = 7 THEN '' ELSE 'Shop ' || n END, CASE WHEN n % 9 > 0 THEN true END,
    timestamptz '2025-06-01 08:00+00' + n * interval '7 hours'
  FROM generate_series(1, 40) n;
-- every fifth has none, every fourth has two, the later one is the fresher
INSERT INTO third_party_oauth_tokens (id, user_id, access_token, refresh_token, expires_at, created_at)
  SELECT md5(format('token %s %s', n, t))::uuid, md5('user ' || n)::uuid, format('etsy-access-%s-%s', n, t),
    CASE WHEN n % 3 > 0 THEN format('etsy-refresh-%s-%s', n, t) END,
    timestamptz '2025-10-01 00:00+00' + (n + t) * interval '1 day', timestamptz '2025-07-01 00:00+00' + t * interval '1 day'
  FROM generate_series(1, 40) n, generate_series(1, 2) t
  WHERE n % 5 > 0 AND (t = 1 OR n % 4 = 0);
INSERT INTO shopify_stores (id, user_id, shop_domain, shop_name, access_token, is_active)
  SELECT md5('store ' || n)::uuid, md5('user ' || n)::uuid, format('shop-%s.example.org', n), 'Shop ' || n,
    'shopify-access-' || n, n % 6 > 0
  FROM generate_series(2, 40, 3) n;
INSERT INTO etsy_product_templates (id, user_id, name, created_at)
  SELECT md5(format('template %s %s', n, t))::uuid, md5('user ' || n)::uuid,
    CASE t WHEN 1 THEN 'UV DTF Cup Wraps' ELSE 'DTF Shirts' END, timestamptz '2025-07-01 00:00+00'
  FROM generate_series(1, 40) n, generate_series(1, 2) t WHERE n % 8 > 0;
INSERT INTO canvas_configs (id, product_template_id, name, width_inches, height_inches, is_active, is_stretch)
  SELECT md5('canvas ' || id)::uuid, id, 'UVDTF Decal', 4, 4, true, true FROM etsy_product_templates;
INSERT INTO size_configs (id, product_template_id, canvas_id, name, width_inches, height_inches, is_active)
  SELECT md5('size ' || t.id)::uuid, t.id, md5('canvas ' || t.id)::uuid, 'Adult', 10, 14, true
  FROM etsy_product_templates t;
INSERT INTO design_images (id, user_id, filename, file_path, is_active, created_at, updated_at)
  SELECT md5(format('design %s %s', t.id, f))::uuid, t.user_id, format('UV %s.png', lpad(f::text, 3, '0')),
    format('/share/Graphics/%s/%s/UV %s.png', u.shop_name, t.name, lpad(f::text, 3, '0')),
    CASE WHEN f % 7 > 0 THEN true END, timestamptz '2025-08-01 00:00+00', timestamptz '2025-08-01 00:00+00'
  FROM etsy_product_templates t JOIN users u ON u.id = t.user_id, generate_series(1, 10) f;
-- two imports ran side by side: some files have two rows, one of them with another template and a size of its own
INSERT INTO design_images (id, user_id, filename, file_path, is_active, created_at, updated_at)
  SELECT md5('again ' || id)::uuid, user_id, filename, file_path, true, timestamptz '2025-08-02 00:00+00', updated_at
  FROM design_images WHERE filename = 'UV 003.png';
INSERT INTO design_template_association (design_image_id, product_template_id)
  SELECT d.id, t.id FROM design_images d JOIN etsy_product_templates t ON t.user_id = d.user_id
  WHERE (d.file_path LIKE '%/' || t.name || '/%') = (d.id <> md5('again ' || md5(format('design %s 3', (
    SELECT o.id FROM etsy_product_templates o WHERE o.user_id = d.user_id AND d.file_path LIKE '%/' || o.name || '/%'
  )))::uuid)::uuid);
INSERT INTO design_size_config_association (design_image_id, size_config_id)
  SELECT a.design_image_id, s.id FROM design_template_association a JOIN size_configs s USING (product_template_id);
