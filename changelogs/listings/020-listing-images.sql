-- Pictures in the order of the view unified_listings, numbered from 0; the first of those that are marked is the primary.
SELECT u.listing_id, u.url, u.storage_path, u.thumbnail_url,
    row_number() OVER (PARTITION BY u.listing_id, u.url IS NULL ORDER BY u.marked DESC NULLS FIRST, u.place, u.id) - 1
        AS display_order,
    coalesce(u.marked, false) AND row_number() OVER (
        PARTITION BY u.listing_id, u.url IS NULL, coalesce(u.marked, false) ORDER BY u.place, u.id) = 1 AS is_primary,
    u.file_size, u.mime_type, u.created_at,
    CASE WHEN u.url IS NULL THEN concat('image ', u.id, ' has no url') END AS sluice_reject
FROM (
    SELECT i.id, i.listing_id, coalesce(nullif(i.public_url, ''), nullif(i.file_path, '')) AS url,
        i.file_path AS storage_path, coalesce(nullif(i.public_url, ''), nullif(i.file_path, '')) AS thumbnail_url,
        i.is_main AS marked, 0 AS place, i.file_size, nullif(i.content_type, '') AS mime_type,
        coalesce(i.created_at, (SELECT l.created_at FROM c2c_listings l WHERE l.id = i.listing_id))
            AT TIME ZONE :zone AS created_at
    FROM c2c_images i
    UNION ALL
    SELECT i.id, i.storefront_product_id, nullif(i.image_url, ''), '', i.thumbnail_url,
        i.is_default, i.display_order, NULL, NULL, i.created_at
    FROM b2c_product_images i) u
