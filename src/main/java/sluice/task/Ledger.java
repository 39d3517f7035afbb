package sluice.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import sluice.batch.trouble.BatchFailure;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** What our ledger tables know of one changeset, seen from its rollback. */
public final class Ledger {

    private static final List<String> FORGET = List.of(
            "DELETE FROM sluice_checkpoint WHERE changeset IN (%s, %s)",
            "DELETE FROM sluice_reject WHERE changeset IN (%s, %s)",
            "DELETE FROM sluice_undo WHERE changeset IN (%s, %s)");

    private final String key;
    private final String wanted;

    /** @param key path, id and author of the changeset, as {@link ChangesetKey} writes them */
    public Ledger(String key) {
        this(key, "");
    }

    /** @param wanted the name of what it remembers row by row; empty for one made of the key */
    Ledger(String key, String wanted) {
        this.key = key;
        this.wanted = wanted;
    }

    /** The name under which the rollback itself keeps its checkpoints. */
    String undoKey() {
        return key + " (undo)";
    }

    /** The table in the tenant's own schema that holds what a changeset remembers row by row, where it does. */
    String memory() {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "sluice_undo_" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    private String dropMemory() {
        return "DROP TABLE IF EXISTS " + Identifier.of(memory());
    }

    /** The statements that forget the changeset, so that a later update starts afresh. */
    List<String> forget() {
        return Stream.concat(
                        FORGET.stream().map(text -> text.formatted(Literal.of(key), Literal.of(undoKey()))),
                        Stream.of(dropMemory()))
                .toList();
    }

    /** Forgets the changeset, in one transaction. */
    void forget(Connection connection) throws SQLException {
        for (String text : FORGET) {
            Sql.on(connection).update(text.formatted("?", "?"), key, undoKey());
        }
        Sql.on(connection).run(dropMemory());
        connection.commit();
    }

    /** Lets a changeset that is done be walked again from the start; what it remembered for its rollback stays. */
    public void again(Connection connection) throws SQLException {
        Sql.on(connection).update("""
                        UPDATE sluice_checkpoint SET status = 'running', last_key = NULL, finished_at = NULL
                        WHERE changeset = ? AND status = 'done'
                        """, key);
        connection.commit();
    }

    /** @throws BatchFailure if the tables are not in the current schema */
    static void require(Connection connection) throws SQLException {
        String found =
                Sql.on(connection).text("SELECT to_regclass(quote_ident(current_schema()) || '.sluice_checkpoint')");
        connection.commit();
        if (found == null) {
            throw new BatchFailure(
                    "The ledger's tables are missing in this schema. Include sluice/ledger/changelog.yaml (it is on "
                            + "the class path) in the changelog, before the first batched change.",
                    "42P01");
        }
    }

    /** Whether something of the changeset is left here that Liquibase does not know of: a run that did not end. */
    public boolean isHalfRun(Connection connection) throws SQLException {
        boolean known =
                Sql.on(connection).text("SELECT to_regclass(quote_ident(current_schema()) || '.sluice_checkpoint')")
                        != null;
        return known
                && Sql.on(connection).number("SELECT count(*) FROM sluice_checkpoint WHERE changeset = ?", key) > 0;
    }
}
