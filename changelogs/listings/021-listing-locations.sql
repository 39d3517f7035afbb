-- Where something is known of the place; a coordinate of 0 is a coordinate.
SELECT u.*,
    CASE WHEN u.latitude NOT BETWEEN -90 AND 90 OR u.longitude NOT BETWEEN -180 AND 180
        THEN concat('the place ', u.latitude, ' ', u.longitude, ' is not on this earth') END AS sluice_reject
FROM (
    SELECT l.id AS listing_id, nullif(l.address_country, '') AS country, nullif(l.address_city, '') AS city,
        CAST(NULL AS varchar) AS postal_code, nullif(l.location, '') AS address_line1, l.latitude, l.longitude
    FROM c2c_listings l
    UNION ALL
    SELECT p.id, nullif(s.country, ''), nullif(s.city, ''), nullif(s.postal_code, ''),
        nullif(coalesce(p.individual_address, s.address), ''),
        coalesce(p.individual_latitude, s.latitude), coalesce(p.individual_longitude, s.longitude)
    FROM b2c_products p
    JOIN b2c_stores s ON s.id = p.storefront_id) u
WHERE num_nonnulls(u.country, u.city, u.postal_code, u.address_line1, u.latitude, u.longitude) > 0
