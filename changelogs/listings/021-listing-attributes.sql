-- What the service has no column for, by name; attributes of a product keep theirs behind 'attributes.'.
SELECT l.id AS listing_id, a.attribute_key, a.attribute_value
FROM c2c_listings l
CROSS JOIN LATERAL (VALUES
    ('source_type', 'c2c'), ('condition', l.condition), ('external_id', l.external_id),
    ('original_language', l.original_language), ('show_on_map', CAST(l.show_on_map AS text)),
    ('address_multilingual', CAST(l.address_multilingual AS text)), ('legacy_metadata', CAST(l.metadata AS text)))
    a (attribute_key, attribute_value)
WHERE a.attribute_value <> ''
UNION ALL
SELECT p.id, a.attribute_key, a.attribute_value
FROM b2c_products p
CROSS JOIN LATERAL (
    SELECT *
    FROM (VALUES
        ('source_type', 'b2c'), ('condition', 'new'), ('external_id', p.sku), ('original_language', 'sr'),
        ('show_on_map', CAST(coalesce(p.show_on_map, true) AS text)), ('barcode', p.barcode),
        ('stock_quantity', CAST(p.stock_quantity AS text)), ('stock_status', p.stock_status),
        ('has_variants', CAST(coalesce(p.has_variants, false) AS text))) v (attribute_key, attribute_value)
    UNION ALL
    SELECT 'attributes.' || e.key, e.value
    FROM jsonb_each_text(CASE WHEN jsonb_typeof(p.attributes) = 'object' THEN p.attributes ELSE '{}' END) e) a
WHERE a.attribute_value <> ''
