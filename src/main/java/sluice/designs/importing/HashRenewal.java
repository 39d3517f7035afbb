package sluice.designs.importing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import sluice.designs.images.Database;
import sluice.designs.images.Known;
import sluice.designs.images.ShortHashes;
import sluice.designs.images.file.ImageFile;
import sluice.sftp.SftpFiles;
import sluice.sftp.session.SftpFailure;

/** Finds the files of designs whose hash is missing or of 8 x 8 and which no scan met. */
final class HashRenewal {

    private final Database database;
    private final SftpFiles files;
    private final Tally tally;

    HashRenewal(Database database, SftpFiles files, Tally tally) {
        this.database = database;
        this.files = files;
        this.tally = tally;
    }

    /** Those that are still there and were not found bad before. */
    List<ImageFile> pending(String base, ExecutorService threads) throws SQLException {
        List<ImageFile> found = new ArrayList<>();
        var questions = new Ordered<Optional<ImageFile>>(threads);
        for (ImageFile file : ShortHashes.of(database, base)) {
            questions.add(() -> tally.isOver() ? Optional.empty() : there(file));
        }
        questions.forEach(file -> file.ifPresent(found::add));
        var standings = new Known(database).of(found);
        return found.stream().filter(file -> standings.get(file).isPending()).toList();
    }

    private Optional<ImageFile> there(ImageFile file) {
        try {
            var there = files.find(file.path());
            return there.isFolder() ? Optional.empty() : Optional.of(Scan.image(file.folder(), there));
        } catch (SftpFailure failure) {
            tally.refused(file.path(), failure).ifPresent(tally::count);
            return Optional.empty();
        }
    }
}
