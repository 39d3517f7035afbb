package sluice.designs.importing;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import sluice.designs.images.Claims;
import sluice.designs.images.Database;
import sluice.designs.images.Folders;
import sluice.designs.images.Known;
import sluice.designs.images.LookAlikes;
import sluice.designs.images.Recorder;
import sluice.designs.images.file.Folder;
import sluice.designs.importing.report.ImportListener;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.nas.ImageReader;
import sluice.designs.nas.Nas;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.sftp.SftpFiles;
import sluice.sftp.session.SftpFailure;
import sluice.sql.Sql;

/** One import: everything that lies in the folders of the templates and isn't known yet. */
public final class DesignImport {

    private static final int GROUPS_AT_ONCE = 4;
    private static final int LOOK_ALIKES_TOLD = 1_000;
    private static final String TABLES = """
            SELECT count(*) FROM information_schema.columns
            WHERE table_schema = current_schema() AND (table_name = 'design_import_failures' AND column_name = 'reason'
              OR table_name = 'design_images' AND column_name IN ('phash', 'content_sha256'))
            """;

    private final Target target;
    private final Settings settings;
    private final Nas nas;
    private final ImportListener listener;
    private final BooleanSupplier stopWanted;

    /**
     * An import that has not begun.
     *
     * @param target a database in whose first schema the tables of the designs service are
     * @param stopWanted ends the run: what is in hand is finished and kept
     */
    public DesignImport(
            Target target, Settings settings, Nas nas, ImportListener listener, BooleanSupplier stopWanted) {
        this.target = target;
        this.settings = settings;
        this.nas = nas;
        this.listener = listener;
        this.stopWanted = stopWanted;
    }

    /**
     * Runs it.
     *
     * @throws ConfigurationException if the server refuses us, is not the one expected, or has no such base folder, or
     *     the tables are not there
     * @throws SQLException if the database refuses
     */
    public ImportReport run() throws SQLException {
        var tally = new Tally(listener, stopWanted);
        try (var database = new Database(target, settings);
                var claims = new Claims(database)) {
            var begin = begin(database);
            try (var files = open();
                    var reader = new ImageReader(files, tally::fetched)) {
                var known = new Known(database);
                var recorder = new Recorder(database);
                var readers = Executors.newFixedThreadPool(nas.channels());
                try {
                    var scan = new Scan(files, known, recorder, tally);
                    var groups = new GroupRun(claims, known, recorder, reader, tally, readers);
                    var rounds = new ImportRounds(groups, tally, nas.batched() ? GROUPS_AT_ONCE : 1);
                    rounds.read(scan.run(folders(database, tally), readers));
                    rounds.read(new HashRenewal(database, files, tally).pending(nas.base(), readers));
                    tally.rest();
                } finally {
                    readers.shutdownNow();
                }
            }
            return tally.report(lookAlikes(database, begin));
        }
    }

    private OffsetDateTime begin(Database database) throws SQLException {
        return database.with(connection -> {
            var sql = Sql.on(connection);
            if (sql.number(TABLES) < 3) {
                throw new ConfigurationException("The tables of the import are not in "
                        + sql.text("SELECT coalesce(current_schema(), 'no schema')") + " of " + target
                        + " yet. Run first: sluice update designs");
            }
            return sql.first("SELECT now()", row -> row.getObject(1, OffsetDateTime.class))
                    .orElseThrow();
        });
    }

    private SftpFiles open() {
        try {
            var files = nas.open(stopWanted);
            try {
                if (files.find(nas.base()).isFolder()) {
                    return files;
                }
                throw new ConfigurationException(
                        nas.base() + " on " + nas.server() + " is no folder; check nas.basePath.");
            } catch (SftpFailure | ConfigurationException failed) {
                files.close();
                throw failed;
            }
        } catch (SftpFailure failed) {
            var hint = failed.kind() == SftpFailure.Kind.MISSING ? " Check nas.basePath." : "";
            throw new ConfigurationException(failed.getMessage() + hint, failed);
        }
    }

    private List<Folder> folders(Database database, Tally tally) throws SQLException {
        var folders = Folders.of(database, nas.base());
        folders.refused().forEach(reason -> tally.folderFailed(nas.base(), reason));
        return folders.all();
    }

    private List<List<String>> lookAlikes(Database database, OffsetDateTime begin) throws SQLException {
        if (stopWanted.getAsBoolean()) {
            return List.of();
        }
        int distance = Integer.parseInt(settings.text(Key.NAS_NEAR_DISTANCE));
        return new LookAlikes(database, distance).since(begin, LOOK_ALIKES_TOLD);
    }
}
