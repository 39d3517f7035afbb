package sluice.listings.index.rows;

import java.util.Collection;
import java.util.stream.Collectors;

/** The query that makes a listing's document, as people may read it in a preview. */
public final class DocumentQuery {

    // One row in, one document out, in the order of the mapping. A left-out listing is one that is deleted softly.
    private static final String DOCUMENTS = """
            SELECT l.id, CAST(row_to_json(document) AS text)
            FROM listings l
            LEFT JOIN listing_locations place ON place.listing_id = l.id
            CROSS JOIN LATERAL (
              SELECT l.id, l.uuid, l.user_id, l.storefront_id, l.category_id, l.title, l.description, l.price, l.currency,
                l.status, l.visibility, l.quantity, l.sku, l.views_count, l.favorites_count,
                place.country, place.city, place.postal_code, place.address_line1, place.address_line2,
                CASE WHEN place.latitude IS NOT NULL AND place.longitude IS NOT NULL
                  THEN json_build_object('lat', place.latitude, 'lon', place.longitude) END AS location,
                COALESCE((
                  SELECT json_agg(t.tag ORDER BY t.tag COLLATE "C") FROM listing_tags t WHERE t.listing_id = l.id
                ), '[]') AS tags,
                COALESCE((
                  SELECT json_agg(json_build_object('key', a.attribute_key, 'value', a.attribute_value)
                    ORDER BY a.attribute_key COLLATE "C")
                  FROM listing_attributes a WHERE a.listing_id = l.id
                ), '[]') AS attributes,
                COALESCE((
                  SELECT json_agg(row_to_json(image) ORDER BY i.display_order, i.id)
                  FROM listing_images i
                  CROSS JOIN LATERAL (
                    SELECT i.id, i.url, i.thumbnail_url, i.display_order, i.is_primary
                  ) image
                  WHERE i.listing_id = l.id
                ), '[]') AS images,
                l.created_at, l.updated_at, l.published_at
            ) document
            WHERE NOT l.is_deleted AND %s
            ORDER BY l.id""";

    private DocumentQuery() {}

    /** The documents of a range of keys. */
    public static String of(KeyRange range) {
        return DOCUMENTS.formatted("l.id > " + range.after() + " AND l.id <= " + range.upTo());
    }

    /** The documents of these listings; at least one. */
    public static String of(Collection<Long> ids) {
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return DOCUMENTS.formatted("l.id IN (" + list + ")");
    }

    /** As people read it. */
    public static String shown() {
        return DOCUMENTS.formatted("l.id > :from AND l.id <= :to");
    }
}
