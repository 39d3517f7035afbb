package sluice.designs.importing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import sluice.designs.images.Known;
import sluice.designs.images.Recorder;
import sluice.designs.images.file.Folder;
import sluice.designs.images.file.ImageFile;
import sluice.designs.images.file.Standing;
import sluice.designs.images.file.Standing.Association;
import sluice.designs.importing.report.Outcome;
import sluice.designs.nas.ImageNames;
import sluice.sftp.RemoteFile;
import sluice.sftp.SftpFiles;
import sluice.sftp.session.SftpFailure;

/** Lists folders, several at once, and keeps the files that are to be read; of the others only their number. */
final class Scan {

    private final SftpFiles files;
    private final Known known;
    private final Recorder recorder;
    private final Tally tally;

    Scan(SftpFiles files, Known known, Recorder recorder, Tally tally) {
        this.files = files;
        this.known = known;
        this.recorder = recorder;
        this.tally = tally;
    }

    /** The files to be read, folder by folder. */
    List<ImageFile> run(List<Folder> folders, ExecutorService threads) throws SQLException {
        List<ImageFile> pending = new ArrayList<>();
        var listings = new Ordered<List<ImageFile>>(threads);
        for (Folder folder : folders) {
            listings.add(() -> tally.isOver() ? List.of() : pending(folder, folders.size()));
        }
        listings.forEach(pending::addAll);
        return pending;
    }

    private List<ImageFile> pending(Folder folder, int all) throws SQLException {
        List<ImageFile> images;
        try {
            images = images(folder);
            tally.listed(true, all);
        } catch (SftpFailure failure) {
            notListed(folder, failure, all);
            return List.of();
        }
        Map<ImageFile, Standing> standings = known.of(images);
        List<Association> missing = new ArrayList<>();
        standings.values().forEach(standing -> {
            missing.addAll(standing.missing());
            if (!standing.isPending()) {
                tally.count(standing.state() == Standing.State.BAD ? Outcome.STILL_BAD : Outcome.UNCHANGED);
            }
        });
        recorder.associate(missing);
        tally.associated(missing.size());
        return images.stream().filter(file -> standings.get(file).isPending()).toList();
    }

    private List<ImageFile> images(Folder folder) throws SftpFailure {
        return files.list(folder.path()).stream()
                .filter(file -> !file.isFolder() && ImageNames.accepts(file.name()))
                .map(file -> image(folder, file))
                .toList();
    }

    static ImageFile image(Folder folder, RemoteFile file) {
        return new ImageFile(folder, file.name(), file.size(), file.modified().getEpochSecond());
    }

    private void notListed(Folder folder, SftpFailure failure, int all) {
        if (failure.kind() == SftpFailure.Kind.MISSING) {
            tally.listed(false, all);
        } else if (failure.concernsServer()) {
            tally.halt(failure.getMessage());
        } else {
            tally.folderFailed(folder.path(), failure.getMessage());
        }
    }
}
