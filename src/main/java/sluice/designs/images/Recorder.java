package sluice.designs.images;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import sluice.designs.images.file.ImageFile;
import sluice.designs.images.file.Result;
import sluice.designs.images.file.Standing.Association;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** Writes what came of files: a row per user and path, whoever else writes the same; a row that can't be is set aside. */
public final class Recorder {

    private static final int LONGEST_REASON = 1_000;

    // a design that somebody switched off stays so, and keeps all that the application added to it
    private static final String SAVE = """
            WITH saved AS (
              INSERT INTO design_images AS d (id, user_id, filename, file_path, phash, file_size, file_modified_at,
                content_sha256, is_active, created_at, updated_at%1$s)
              SELECT n.id, n.user_id, n.filename, n.file_path, n.phash, n.file_size, to_timestamp(n.modified), n.sha256,
                true, now(), now()%2$s
              FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                n(id, user_id, filename, file_path, phash, file_size, modified, sha256)
              ON CONFLICT (user_id, file_path) DO UPDATE SET phash = excluded.phash, file_size = excluded.file_size,
                file_modified_at = excluded.file_modified_at, content_sha256 = excluded.content_sha256,
                updated_at = excluded.updated_at
              RETURNING d.id, d.user_id, d.file_path),
            settled AS (
              DELETE FROM design_import_failures f USING saved s
              WHERE f.user_id = s.user_id AND f.file_path = s.file_path)
            INSERT INTO design_template_association (design_image_id, product_template_id)
            SELECT s.id, o.template
            FROM saved s JOIN unnest(?::uuid[], ?::text[], ?::uuid[]) o(user_id, file_path, template)
              ON o.user_id = s.user_id AND o.file_path = s.file_path
            ON CONFLICT DO NOTHING
            """;

    private static final String FAIL = """
            INSERT INTO design_import_failures (user_id, file_path, file_size, file_modified_at, reason, seen_at)
            SELECT n.user_id, n.file_path, nullif(n.file_size, -1), to_timestamp(nullif(n.modified, -1)), n.reason, now()
            FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
              n(user_id, file_path, file_size, modified, reason)
            ON CONFLICT (user_id, file_path) DO UPDATE SET file_size = excluded.file_size,
              file_modified_at = excluded.file_modified_at, reason = excluded.reason, seen_at = excluded.seen_at
            """;

    private static final String ASSOCIATE = """
            INSERT INTO design_template_association (design_image_id, product_template_id)
            SELECT n.design, n.template FROM unnest(?::uuid[], ?::uuid[]) n(design, template)
            ON CONFLICT DO NOTHING
            """;

    private static final String HAS_ORGANIZATION = """
            SELECT count(*) FROM information_schema.columns
            WHERE table_schema = current_schema() AND column_name = 'org_id' AND table_name IN ('design_images', 'users')
            """;

    private record Entry(UUID user, Result result) {
        ImageFile file() {
            return result.file();
        }
    }

    private record Link(UUID user, String path, UUID template) {}

    private final Database database;
    private final String save;

    /** Writes to this database; the column org_id is filled from the user's where the old service left one. */
    public Recorder(Database database) throws SQLException {
        this.database = database;
        boolean organized = database.with(connection -> Sql.on(connection).number(HAS_ORGANIZATION)) == 2;
        this.save = organized
                ? SAVE.formatted(", org_id", ", (SELECT u.org_id FROM users u WHERE u.id = n.user_id)")
                : SAVE.formatted("", "");
    }

    /**
     * Writes results in one transaction, or, where a row can't be written for its data, each in one of its own.
     *
     * @return the results as they are stored: those whose row was refused are bad now
     */
    public List<Result> save(List<Result> results) throws SQLException {
        try {
            database.with(connection -> write(connection, results));
            return results;
        } catch (SQLException trouble) {
            if (Failure.of(trouble) != Failure.DATA) {
                throw trouble;
            }
            return results.size() == 1 ? setAside(results.get(0), trouble) : eachAlone(results);
        }
    }

    private List<Result> eachAlone(List<Result> results) throws SQLException {
        List<Result> stored = new ArrayList<>();
        for (Result result : results) {
            stored.addAll(save(List.of(result)));
        }
        return stored;
    }

    private List<Result> setAside(Result result, SQLException trouble) throws SQLException {
        if (!result.isGood()) {
            throw trouble;
        }
        // without size and time the file counts as changed: what refused the row may be gone in the next run
        var file = result.file();
        var bad = Result.bad(
                new ImageFile(file.folder(), file.name(), -1, -1),
                result.before(),
                "its row was refused: " + trouble.getMessage() + " [" + Failure.state(trouble) + "]");
        return save(List.of(bad));
    }

    /** Adds what is missing between designs and templates. */
    public void associate(List<Association> missing) throws SQLException {
        if (!missing.isEmpty()) {
            database.with(connection -> Sql.on(connection)
                    .update(ASSOCIATE, texts(missing, Association::design), texts(missing, Association::template)));
        }
    }

    private Void write(Connection connection, List<Result> results) throws SQLException {
        var good = entries(results, true);
        if (!good.isEmpty()) {
            saveGood(Sql.on(connection), good, links(results));
        }
        var bad = entries(results, false);
        if (!bad.isEmpty()) {
            saveBad(Sql.on(connection), bad);
        }
        return null;
    }

    private void saveGood(Sql sql, List<Entry> good, List<Link> links) throws SQLException {
        sql.update(
                save,
                texts(good, entry -> UUID.randomUUID()),
                texts(good, Entry::user),
                texts(good, entry -> entry.file().name()),
                texts(good, entry -> entry.file().path()),
                texts(good, entry -> entry.result.hash()),
                texts(good, entry -> entry.file().size()),
                texts(good, entry -> entry.file().modified()),
                texts(good, entry -> entry.result.sha256()),
                texts(links, Link::user),
                texts(links, Link::path),
                texts(links, Link::template));
    }

    private static void saveBad(Sql sql, List<Entry> bad) throws SQLException {
        sql.update(
                FAIL,
                texts(bad, Entry::user),
                texts(bad, entry -> entry.file().path()),
                texts(bad, entry -> entry.file().size()),
                texts(bad, entry -> entry.file().modified()),
                texts(bad, entry -> storable(entry.result.reason())));
    }

    /** A row for each user, in an order that all importers keep, so that two don't wait for each other. */
    private static List<Entry> entries(List<Result> results, boolean good) {
        return results.stream()
                .filter(result -> result.isGood() == good)
                .flatMap(result -> result.file().folder().users().stream().map(user -> new Entry(user, result)))
                .sorted(Comparator.comparing(Entry::user)
                        .thenComparing(entry -> entry.file().path()))
                .toList();
    }

    private static List<Link> links(List<Result> results) {
        return results.stream()
                .filter(Result::isGood)
                .flatMap(result -> result.file().folder().owners().stream()
                        .filter(owner -> owner.template() != null)
                        .map(owner -> new Link(owner.user(), result.file().path(), owner.template())))
                .toList();
    }

    private static String storable(String reason) {
        var line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }

    private static <T> String[] texts(List<T> all, Function<T, Object> part) {
        return all.stream().map(part).map(String::valueOf).toArray(String[]::new);
    }
}
