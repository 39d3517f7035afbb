-- A row for each listing, as the old validator wanted it and nobody wrote it.
SELECT l.id AS listing_id, coalesce(l.views_count, 0) AS views_count
FROM c2c_listings l
UNION ALL
SELECT p.id, p.view_count
FROM b2c_products p
