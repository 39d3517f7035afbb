package sluice.designs.images;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import sluice.designs.images.file.ImageFile;
import sluice.designs.images.file.Owner;
import sluice.designs.images.file.Standing;
import sluice.designs.images.file.Standing.Association;
import sluice.designs.images.file.Standing.State;
import sluice.sql.Sql;

/** What the database knows of files: two queries for any number of them. */
public final class Known {

    private static final int AT_ONCE = 5_000;
    private static final int LONG_HASH = 64;

    private static final String ROWS = """
            SELECT d.user_id, d.file_path, d.id, d.file_size, extract(epoch FROM d.file_modified_at)::bigint,
              length(d.phash), ARRAY(
                SELECT a.product_template_id::text FROM design_template_association a WHERE a.design_image_id = d.id)
            FROM design_images d
            WHERE d.user_id = ANY (?::uuid[]) AND d.file_path = ANY (?)
            """;

    private static final String FAILURES = """
            SELECT f.user_id, f.file_path, f.file_size, extract(epoch FROM f.file_modified_at)::bigint
            FROM design_import_failures f
            WHERE f.user_id = ANY (?::uuid[]) AND f.file_path = ANY (?)
            """;

    private record Key(UUID user, String path) {}

    private record Row(UUID design, long size, long modified, int hash, Set<String> templates) {}

    private record Failed(long size, long modified) {}

    private final Database database;

    /** Questions to this database. */
    public Known(Database database) {
        this.database = database;
    }

    /** The standing of each of the files. */
    public Map<ImageFile, Standing> of(List<ImageFile> files) throws SQLException {
        Map<ImageFile, Standing> standings = new HashMap<>();
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            var part = files.subList(from, Math.min(files.size(), from + AT_ONCE));
            standings.putAll(database.with(connection -> ask(connection, part)));
        }
        return standings;
    }

    private static Map<ImageFile, Standing> ask(Connection connection, List<ImageFile> files) throws SQLException {
        var users = files.stream()
                .flatMap(file -> file.folder().users().stream())
                .distinct()
                .map(UUID::toString)
                .toArray(String[]::new);
        var paths = files.stream().map(ImageFile::path).toArray(String[]::new);
        var rows = rows(connection, users, paths);
        var failures = failures(connection, users, paths);
        Map<ImageFile, Standing> standings = new HashMap<>();
        files.forEach(file -> standings.put(file, standing(file, rows, failures)));
        return standings;
    }

    private static Map<Key, Row> rows(Connection connection, String[] users, String[] paths) throws SQLException {
        Map<Key, Row> rows = new HashMap<>();
        Sql.on(connection)
                .rows(
                        ROWS,
                        row -> rows.put(
                                key(row),
                                new Row(
                                        row.getObject(3, UUID.class),
                                        number(row.getObject(4)),
                                        number(row.getObject(5)),
                                        row.getInt(6),
                                        Set.of((String[]) row.getArray(7).getArray()))),
                        users,
                        paths);
        return rows;
    }

    private static Map<Key, Failed> failures(Connection connection, String[] users, String[] paths)
            throws SQLException {
        Map<Key, Failed> failures = new HashMap<>();
        Sql.on(connection)
                .rows(
                        FAILURES,
                        row -> failures.put(key(row), new Failed(number(row.getObject(3)), number(row.getObject(4)))),
                        users,
                        paths);
        return failures;
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getObject(1, UUID.class), row.getString(2));
    }

    private static long number(Object value) {
        return value == null ? -1 : ((Number) value).longValue();
    }

    private static Standing standing(ImageFile file, Map<Key, Row> rows, Map<Key, Failed> failures) {
        var path = file.path();
        var states = new HashSet<State>();
        List<Association> missing = new ArrayList<>();
        for (Owner owner : file.folder().owners()) {
            var key = new Key(owner.user(), path);
            var state = state(file, rows.get(key), failures.get(key));
            states.add(state);
            if (state == State.CURRENT && owner.template() != null) {
                var row = rows.get(key);
                if (!row.templates.contains(owner.template().toString())) {
                    missing.add(new Association(row.design, owner.template()));
                }
            }
        }
        for (State state : State.values()) {
            if (states.contains(state)) {
                return new Standing(state, missing); // the one with the most to do
            }
        }
        throw new IllegalArgumentException(path + " has no owner");
    }

    private static State state(ImageFile file, Row row, Failed failed) {
        if (failed != null && failed.size == file.size() && failed.modified == file.modified()) {
            return State.BAD;
        }
        if (row == null) {
            return State.NEW;
        }
        if (row.hash != LONG_HASH) {
            return State.WITHOUT_HASH;
        }
        return row.size == file.size() && row.modified == file.modified() ? State.CURRENT : State.CHANGED;
    }
}
