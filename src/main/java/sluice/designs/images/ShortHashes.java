package sluice.designs.images;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import sluice.designs.images.file.Folder;
import sluice.designs.images.file.ImageFile;
import sluice.designs.images.file.Owner;
import sluice.sql.Sql;

/** Designs whose hash is missing or of the older kind (8 x 8), in folders that no template names any more. */
public final class ShortHashes {

    private static final String ROWS = """
            SELECT user_id, file_path FROM design_images
            WHERE length(phash) IS DISTINCT FROM 64 AND starts_with(file_path, ?)
            ORDER BY file_path, user_id
            """;

    private record Row(UUID user, String path) {}

    private ShortHashes() {}

    /**
     * Their files below the base: path and owners; size and time are not known yet (-1). Paths that lead out of it are
     * left out.
     */
    public static List<ImageFile> of(Database database, String base) throws SQLException {
        var rows = database.with(connection -> Sql.on(connection)
                .rows(ROWS, row -> new Row(row.getObject(1, UUID.class), row.getString(2)), base + "/"));
        Map<String, List<Owner>> owners = new TreeMap<>();
        for (Row row : rows) {
            if (Stream.of(row.path.substring(base.length() + 1).split("/", -1)).allMatch(Folders::staysInside)) {
                owners.computeIfAbsent(row.path, path -> new ArrayList<>()).add(new Owner(row.user, null));
            }
        }
        List<ImageFile> files = new ArrayList<>();
        owners.forEach((path, whose) -> {
            int slash = path.lastIndexOf('/');
            files.add(new ImageFile(
                    new Folder(path.substring(0, slash), List.copyOf(whose)), path.substring(slash + 1), -1, -1));
        });
        return files;
    }
}
