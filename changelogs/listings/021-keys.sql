-- The same listings, with all that the details are made of in the version.
SELECT l.id, CAST(l.xmin AS text) AS version
FROM c2c_listings l
UNION ALL
SELECT p.id, concat_ws(':', p.xmin, md5(concat_ws('|', s.address, s.city, s.postal_code, s.country, s.latitude, s.longitude)))
FROM b2c_products p
LEFT JOIN b2c_stores s ON s.id = p.storefront_id
