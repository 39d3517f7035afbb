package sluice.designs;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import sluice.batch.Key;
import sluice.image.PerceptualHasher;
import sluice.image.picture.UnreadableImage;
import sluice.plan.Backfill;
import sluice.plan.Derive;
import sluice.plan.Plan;
import sluice.task.PlannedChange;

/**
 * Hashes designs anew that have a hash of 8 x 8, so that all can be compared: those whose file is on this machine, in use or
 * not. What lies on the file server only is left to the import, which reads it anyway.
 */
public final class FillLargeHashes extends PlannedChange {

    private static final Logger LOG = System.getLogger(FillLargeHashes.class.getName());
    private static final PerceptualHasher HASHER = new PerceptualHasher();

    @Override
    protected Plan plan() {
        return Plan.of(Derive.of(
                        "design_images",
                        Key.of("id"),
                        "length(phash) = 16",
                        "SELECT id, file_path FROM design_images WHERE :range AND length(phash) = 16",
                        "the hash of 256 bits of a file on this machine",
                        FillLargeHashes::hash)
                .each("""
                        INSERT INTO sluice_undo (changeset, relation, key, old, new)
                        SELECT :changeset, 'design_images', id::text,
                          jsonb_build_object('phash', phash, 'updated_at', updated_at), to_jsonb(derived.value)
                        FROM design_images JOIN derived ON derived.key = id::text
                        ON CONFLICT DO NOTHING""")
                .change("designs hashed anew", """
                        UPDATE design_images
                        SET phash = derived.value, updated_at = now()
                        FROM derived
                        WHERE id = derived.key::uuid"""));
    }

    @Override
    protected Plan undo() {
        // a hash that came since stays
        return Plan.of(Backfill.of("sluice_undo", Key.of("changeset", "relation", "key"))
                .where("changeset = :changeset")
                .change("designs with their old hash", """
                        UPDATE design_images d
                        SET phash = u.old ->> 'phash', updated_at = (u.old ->> 'updated_at')::timestamptz
                        FROM sluice_undo u
                        WHERE :range(u) AND u.changeset = :changeset AND d.id = u.key::uuid AND d.phash = u.new #>> '{}'"""));
    }

    private static Optional<String> hash(String path) {
        try {
            Path file = Path.of(path);
            return file.isAbsolute() && Files.isRegularFile(file)
                    ? Optional.of(HASHER.hash(file).hex())
                    : Optional.empty();
        } catch (InvalidPathException | IOException | UnreadableImage unreadable) {
            LOG.log(Level.WARNING, () -> path + " keeps its old hash: " + unreadable.getMessage());
            return Optional.empty();
        }
    }
}
