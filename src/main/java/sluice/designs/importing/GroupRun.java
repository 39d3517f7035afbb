package sluice.designs.importing;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import sluice.designs.images.Claims;
import sluice.designs.images.Known;
import sluice.designs.images.Recorder;
import sluice.designs.images.file.ImageFile;
import sluice.designs.images.file.Result;
import sluice.designs.images.file.Standing;
import sluice.designs.importing.report.Outcome;
import sluice.designs.nas.ImageReader;
import sluice.image.picture.UnreadableImage;
import sluice.sftp.session.SftpFailure;

/** Reads groups of files: claims them, asks again what is known, reads the rest, writes as it goes. */
final class GroupRun {

    private static final int WRITTEN_TOGETHER = 50;
    private static final long WRITTEN_AFTER_NANOS = 2_000_000_000L;

    private final Claims claims;
    private final Known known;
    private final Recorder recorder;
    private final ImageReader reader;
    private final Tally tally;
    private final ExecutorService threads;

    GroupRun(Claims claims, Known known, Recorder recorder, ImageReader reader, Tally tally, ExecutorService threads) {
        this.claims = claims;
        this.known = known;
        this.recorder = recorder;
        this.reader = reader;
        this.tally = tally;
        this.threads = threads;
    }

    /** Reads a group; gives the files that another importer has claimed. */
    List<ImageFile> run(List<ImageFile> group) throws SQLException {
        if (tally.isOver()) {
            return List.of();
        }
        final Set<String> ours;
        try {
            ours = claims.take(group.stream().map(ImageFile::path).toList());
            try {
                read(group.stream().filter(file -> ours.contains(file.path())).toList());
            } finally {
                claims.release(ours);
            }
        } catch (SQLException trouble) {
            tally.halt(trouble);
            throw trouble;
        }
        return group.stream().filter(file -> !ours.contains(file.path())).toList();
    }

    private void read(List<ImageFile> files) throws SQLException {
        // another importer may have read them since they were listed
        Map<ImageFile, Standing> standings = known.of(files);
        var results = new Ordered<Optional<Result>>(threads);
        for (ImageFile file : files) {
            var standing = standings.get(file);
            if (standing.isPending()) {
                results.add(() -> read(file, standing.state()));
            } else {
                tally.done(file, Outcome.BY_ANOTHER);
            }
        }
        var writing = new Writing();
        results.forEach(result -> result.ifPresent(writing::add));
        writing.flush();
        if (writing.error != null) {
            throw writing.error;
        }
    }

    private Optional<Result> read(ImageFile file, Standing.State before) {
        if (tally.isOver()) {
            return Optional.empty();
        }
        try {
            if (file.name().indexOf('\ufffd') >= 0) {
                return Optional.of(Result.bad(file, before, "its name is no UTF-8; rename it"));
            }
            var hashes = reader.read(file.path());
            return Optional.of(Result.good(file, before, hashes.perceptual().hex(), hashes.sha256()));
        } catch (UnreadableImage unreadable) {
            return Optional.of(Result.bad(file, before, unreadable.getMessage()));
        } catch (SftpFailure failure) {
            tally.refused(file.path(), failure).ifPresent(outcome -> tally.done(file, outcome));
        } catch (IOException noRoom) {
            tally.halt("Temporary files can't be written: " + noRoom.getMessage()
                    + ". Make room, or set -Djava.io.tmpdir, and run the same command again.");
        }
        return Optional.empty();
    }

    /** Collects results until it is worth a transaction. */
    private final class Writing {

        private final List<Result> results = new ArrayList<>();
        private long last = System.nanoTime();
        private SQLException error;

        void add(Result result) {
            results.add(result);
            if (results.size() >= WRITTEN_TOGETHER || System.nanoTime() - last > WRITTEN_AFTER_NANOS) {
                flush();
            }
        }

        void flush() {
            if (results.isEmpty() || error != null) {
                return;
            }
            try {
                recorder.save(List.copyOf(results)).forEach(this::told);
            } catch (SQLException trouble) {
                error = trouble;
                tally.halt(trouble);
            }
            results.clear();
            last = System.nanoTime();
        }

        private void told(Result stored) {
            if (!stored.isGood()) {
                tally.trouble(stored.file().path(), stored.reason());
            }
            tally.done(stored.file(), outcome(stored));
        }

        private static Outcome outcome(Result stored) {
            if (!stored.isGood()) {
                return Outcome.BAD;
            }
            return switch (stored.before()) {
                case NEW -> Outcome.IMPORTED;
                case WITHOUT_HASH -> Outcome.HASHED_AGAIN;
                default -> Outcome.READ_AGAIN;
            };
        }
    }
}
