package sluice.designs.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sluice.cli.Cli;
import sluice.designs.importing.report.ImportListener;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.nas.Nas;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.sftp.TestSftpServer;

/** Shops in a database that the changelog made, and their images on a real file server. */
public final class Gallery implements AutoCloseable {

    public static final String BASE = "/share/Graphics";
    public static final UUID MAKER = UUID.fromString("00000000-0000-0000-0000-000000000001");
    public static final UUID PRINTER = UUID.fromString("00000000-0000-0000-0000-000000000002");
    static final UUID CUPS = UUID.fromString("00000000-0000-0000-0000-0000000000a1");
    static final UUID SHIRTS = UUID.fromString("00000000-0000-0000-0000-0000000000a2");
    static final UUID SIGNS = UUID.fromString("00000000-0000-0000-0000-0000000000b1");
    static final UUID BANNERS = UUID.fromString("00000000-0000-0000-0000-0000000000b2");

    private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
    private static final Path PICTURES = PROJECT.resolve("src/test/resources/image");
    private static TestDatabase template;

    public final TestDatabase database;
    public final TestSftpServer server;
    private final List<String> candidates = new ArrayList<>();

    private Gallery(TestDatabase database, TestSftpServer server) {
        this.database = database;
        this.server = server;
    }

    /** Two shops with two templates each, whose folders are not there yet. */
    public static Gallery over(Path root) throws IOException {
        Gallery gallery = new Gallery(migrated().copy(), TestSftpServer.over(root));
        gallery.user(MAKER, "Cup & Shirt");
        gallery.user(PRINTER, "O'Neil \"Prints\"");
        gallery.template(CUPS, MAKER, "UV DTF Cup Wraps");
        gallery.template(SHIRTS, MAKER, "DTF Shirts");
        gallery.template(SIGNS, PRINTER, "signs\nand more");
        gallery.template(BANNERS, PRINTER, "50% banners");
        Files.createDirectories(root.resolve(BASE.substring(1)));
        return gallery;
    }

    private static synchronized TestDatabase migrated() throws IOException {
        if (template == null) {
            TestDatabase made = TestDatabase.create();
            made.execute(Files.readString(PROJECT.resolve("changelogs/designs/legacy/001-legacy-tables.sql")));
            Cli cli = Cli.run("update", "designs", "--url", made.url(), "--username", made.username(), "--quiet");
            if (cli.status() != 0) {
                throw new AssertionError(cli.out() + cli.err());
            }
            template = made;
        }
        return template;
    }

    public void user(UUID id, String shop) {
        database.execute("INSERT INTO users (id, email, hashed_password, shop_name) VALUES ('" + id + "', '" + id
                + "@example.org', 'x', '" + shop.replace("'", "''") + "')");
    }

    public void template(UUID id, UUID user, String name) {
        database.execute("INSERT INTO etsy_product_templates (id, user_id, name) VALUES ('" + id + "', '" + user
                + "', '" + name.replace("'", "''") + "')");
    }

    /** One of the pictures that the tests of the hash know. */
    public static byte[] picture(String name) throws IOException {
        return Files.readAllBytes(PICTURES.resolve(name));
    }

    public static String cups(String file) {
        return BASE + "/Cup & Shirt/UV DTF Cup Wraps/" + file;
    }

    public static String shirts(String file) {
        return BASE + "/Cup & Shirt/DTF Shirts/" + file;
    }

    public static String signs(String file) {
        return BASE + "/O'Neil \"Prints\"/signs\nand more/" + file;
    }

    public static String banners(String file) {
        return BASE + "/O'Neil \"Prints\"/50% banners/" + file;
    }

    /** The sample: 22 files that should be images, 3 of which are none, and others that don't count. */
    public Gallery withSample() throws IOException {
        candidate(cups("UV 001.png"), picture("blobs.png"));
        candidate(cups("UV 002.JPG"), picture("blobs-420.jpg"));
        candidate(cups("UV 003.jpeg"), picture("blobs-progressive.jpg"));
        candidate(cups("UV 004.gif"), picture("blobs.gif"));
        candidate(cups("UV 005.bmp"), picture("small.bmp"));
        candidate(cups("UV 006.tif"), picture("blobs-lzw.tif"));
        candidate(shirts("UV 001.png"), picture("plaid.png"));
        candidate(shirts("DTF 002.tiff"), picture("cmyk.tif"));
        candidate(shirts("DTF 003.webp"), picture("blobs-lossy.webp"));
        candidate(shirts("DTF 004.jpg"), picture("blobs-cmyk.jpg"));
        candidate(shirts("DTF 005.jpg"), picture("blobs-profile.jpg"));
        candidate(signs("it's \"one\".png"), picture("stripes.png"));
        candidate(signs("a  b.png"), picture("mirrored.png"));
        candidate(signs("two\nlines.png"), picture("alpha.png"));
        candidate(signs("dots..png.png"), picture("interlaced.gif"));
        candidate(signs("ü日本.webp"), picture("plaid.webp"));
        candidate(banners("wrongly named.png"), picture("blobs-grey.jpg"));
        candidate(banners("%20.png"), picture("grey-16.png"));
        candidate(banners("flat.png"), picture("flat.png"));
        candidate(cups("empty.png"), new byte[0]);
        candidate(shirts("cut.png"), Arrays.copyOf(picture("blobs.png"), 2_000));
        candidate(signs("text.png"), "no picture at all".getBytes());
        server.put(cups("._UV 001.png"), new byte[100]);
        server.put(cups(".hidden.png"), picture("blobs.png"));
        server.put(cups("notes.txt"), new byte[10]);
        server.put(cups("inner/UV 001.png"), picture("blobs.png"));
        server.put(BASE + "/Mockups/UV 001.png", picture("blobs.png"));
        return this;
    }

    private void candidate(String path, byte[] content) throws IOException {
        Files.setLastModifiedTime(server.put(path, content), FileTime.from(Instant.parse("2025-09-01T10:00:00Z")));
        candidates.add(path);
    }

    List<String> candidates() {
        return candidates;
    }

    public Map<Key, String> options() {
        Map<Key, String> options = new HashMap<>();
        options.put(Key.URL, database.url());
        options.put(Key.USERNAME, database.username());
        options.put(Key.RETRIES, "3");
        options.put(Key.NAS_HOST, "127.0.0.1");
        options.put(Key.NAS_PORT, String.valueOf(server.address().port()));
        options.put(Key.NAS_USERNAME, TestSftpServer.USER);
        options.put(Key.NAS_FINGERPRINT, server.fingerprint());
        return options;
    }

    ImportReport run() throws Exception {
        return run(options());
    }

    ImportReport run(Map<Key, String> options) throws Exception {
        return prepared(options).run();
    }

    DesignImport prepared(Map<Key, String> options) {
        Map<String, String> variables = Map.of("QNAP_PASSWORD", TestSftpServer.PASSWORD);
        Settings settings =
                Reading.settings(new Given(PROJECT.resolve("contexts"), null, "designs", options, variables));
        return new DesignImport(
                database.migration().target(),
                settings,
                Nas.find(settings, variables).orElseThrow(),
                ImportListener.NOBODY,
                () -> false);
    }

    /** All rows of design images, as text, without what differs from run to run. */
    String rows() {
        return database.query(
                        "SELECT user_id, filename, file_path, phash, file_size, extract(epoch FROM file_modified_at),"
                                + " content_sha256, is_active, (SELECT array_agg(product_template_id ORDER BY 1)::text"
                                + " FROM design_template_association WHERE design_image_id = d.id)"
                                + " FROM design_images d ORDER BY file_path, user_id")
                .toString();
    }

    /** One value of a query. */
    Object value(String query) {
        return database.query(query).get(0).get(0);
    }

    /** A path as it stands in SQL. */
    static String quoted(String path) {
        return "'" + path.replace("'", "''") + "'";
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
