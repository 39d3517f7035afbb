-- One id in both tables: nobody can tell which one is meant, so neither is copied. Pictures that belong to nothing.
SELECT CAST(l.id AS text), k.kind, 'its id is in c2c_listings and in b2c_products'
FROM c2c_listings l
JOIN b2c_products p ON p.id = l.id
CROSS JOIN (VALUES ('c2c'), ('b2c')) k (kind)
UNION ALL
SELECT concat('image ', i.id), 'c2c', concat('there is no listing ', coalesce(CAST(i.listing_id AS text), 'NULL'))
FROM c2c_images i
WHERE NOT EXISTS (SELECT FROM c2c_listings l WHERE l.id = i.listing_id)
UNION ALL
SELECT concat('image ', i.id), 'b2c', concat('there is no product ', i.storefront_product_id)
FROM b2c_product_images i
WHERE NOT EXISTS (SELECT FROM b2c_products p WHERE p.id = i.storefront_product_id)
