-- Words that a private seller wrote into the metadata, each once.
SELECT DISTINCT l.id AS listing_id, trim(t.tag) AS tag
FROM c2c_listings l
CROSS JOIN LATERAL jsonb_array_elements_text(
    CASE WHEN jsonb_typeof(l.metadata -> 'tags') = 'array' THEN l.metadata -> 'tags' ELSE '[]' END) t (tag)
WHERE trim(t.tag) <> ''
