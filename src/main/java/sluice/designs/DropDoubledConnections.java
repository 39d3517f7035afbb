package sluice.designs;

import sluice.batch.Key;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.sql.Identifier;
import sluice.task.PlannedChange;

/**
 * Deletes all but one of the connections that the starts of the old service made for one store. They are kept beside without
 * their secrets: of a token only the digest, by which the way back finds it where it still is. One that is nowhere any more
 * had been replaced, and stays gone.
 */
public final class DropDoubledConnections extends PlannedChange {

    private static final String CONNECTIONS = "platform_connections";

    private static final String DOUBLED = """
            id <> (SELECT c.id FROM platform_connections c
              WHERE c.user_id = platform_connections.user_id AND c.platform = platform_connections.platform
                AND c.store_key = platform_connections.store_key
              ORDER BY c.is_active DESC, c.token_expires_at DESC NULLS LAST, c.updated_at DESC, c.created_at DESC, c.id LIMIT 1)
            AND NOT EXISTS (SELECT FROM etsy_stores s WHERE s.connection_id = platform_connections.id)
            AND NOT EXISTS (SELECT FROM shopify_stores s WHERE s.connection_id = platform_connections.id)""";

    /** Where a secret of the user may still be. */
    private static final String KNOWN = """
            (SELECT k.secret FROM (
              SELECT unnest(ARRAY[c.access_token, c.refresh_token, c.auth_data]) FROM platform_connections c
              WHERE c.user_id = m.user_id
              UNION ALL SELECT unnest(ARRAY[t.access_token, t.refresh_token]) FROM third_party_oauth_tokens t
              WHERE t.user_id = m.user_id
              UNION ALL SELECT s.access_token FROM shopify_stores s WHERE s.user_id = m.user_id) k (secret)
            WHERE %s = m.%s LIMIT 1)""";

    @Override
    protected Plan plan() {
        return Plan.of(
                kept(), Backfill.of(CONNECTIONS, Key.of("id")).where(DOUBLED).change("rows deleted", """
                        WITH sluice_gone AS (
                          DELETE FROM platform_connections WHERE :range AND %s RETURNING platform_connections.*)
                        INSERT INTO %s
                        SELECT r.*
                        FROM sluice_gone g, jsonb_populate_record(NULL::platform_connections, to_jsonb(g) || jsonb_build_object(
                          'access_token', %s, 'refresh_token', %s, 'auth_data', %s)) r""".formatted(
                                DOUBLED,
                                Identifier.of(memory()),
                                digest("g.access_token"),
                                digest("g.refresh_token"),
                                digest("g.auth_data"))));
    }

    @Override
    protected Plan undo() {
        return Plan.of(kept(), Backfill.of(memory(), Key.of("id")).change("rows put back", """
                        INSERT INTO platform_connections
                        SELECT r.*
                        FROM %s m, jsonb_populate_record(NULL::platform_connections, to_jsonb(m) || jsonb_build_object(
                          'access_token', %s, 'refresh_token', %s, 'auth_data', %s)) r
                        WHERE :range(m)
                        ON CONFLICT DO NOTHING""".formatted(
                        Identifier.of(memory()), known("access_token"), known("refresh_token"), known("auth_data"))));
    }

    private Statement kept() {
        return new Statement("CREATE TABLE IF NOT EXISTS %s (LIKE platform_connections, PRIMARY KEY (id))"
                .formatted(Identifier.of(memory())));
    }

    private static String digest(String secret) {
        return "encode(sha256(convert_to(" + secret + ", 'UTF8')), 'hex')";
    }

    private static String known(String column) {
        return KNOWN.formatted(digest("k.secret"), column);
    }
}
