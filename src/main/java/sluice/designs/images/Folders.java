package sluice.designs.images;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sluice.designs.images.file.Folder;
import sluice.designs.images.file.Owner;
import sluice.sql.Sql;

/**
 * The folders that the database names: base, shop, template.
 *
 * @param all in the order of their paths
 * @param refused names that would lead elsewhere, each with the reason
 */
public record Folders(List<Folder> all, List<String> refused) {

    private static final String NAMES = """
            SELECT u.id, u.shop_name, t.id, t.name
            FROM users u JOIN etsy_product_templates t ON t.user_id = u.id
            WHERE u.shop_name <> ''
            ORDER BY u.shop_name, t.name, u.id, t.id
            """;

    private record Name(UUID user, String shop, UUID template, String name) {}

    /** Reads the shops and their templates. */
    public static Folders of(Database database, String base) throws SQLException {
        List<Name> names = database.with(connection -> Sql.on(connection)
                .rows(
                        NAMES,
                        row -> new Name(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getObject(3, UUID.class),
                                row.getString(4))));
        Map<String, List<Owner>> owners = new LinkedHashMap<>();
        List<String> refused = new ArrayList<>();
        for (Name name : names) {
            if (!staysInside(name.shop) || !staysInside(name.name)) {
                refused.add("shop '" + name.shop + "', template '" + name.name
                        + "': a name that is no single folder would lead out of it; rename it");
                continue;
            }
            owners.computeIfAbsent(base + "/" + name.shop + "/" + name.name, path -> new ArrayList<>())
                    .add(new Owner(name.user, name.template));
        }
        List<Folder> all = new ArrayList<>();
        owners.forEach((path, whose) -> all.add(new Folder(path, List.copyOf(whose))));
        return new Folders(List.copyOf(all), List.copyOf(refused));
    }

    /** Whether a name is the name of one file or folder and leads nowhere else. */
    public static boolean staysInside(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }
}
