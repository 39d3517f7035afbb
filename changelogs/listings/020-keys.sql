-- What the monolith has, and in which version: xmin changes with each write of a row, whatever updated_at says.
SELECT l.id, concat_ws(':', l.xmin, i.pictures) AS version
FROM c2c_listings l
LEFT JOIN (
    SELECT listing_id, sum(hashtextextended(concat(id, '.', xmin), 0)) AS pictures
    FROM c2c_images
    GROUP BY listing_id) i ON i.listing_id = l.id
UNION ALL
SELECT p.id, concat_ws(':', p.xmin, s.user_id, i.pictures)
FROM b2c_products p
LEFT JOIN b2c_stores s ON s.id = p.storefront_id
LEFT JOIN (
    SELECT storefront_product_id, sum(hashtextextended(concat(id, '.', xmin), 0)) AS pictures
    FROM b2c_product_images
    GROUP BY storefront_product_id) i ON i.storefront_product_id = p.id
