package sluice.designs.importing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import sluice.designs.images.file.ImageFile;
import sluice.designs.importing.report.ImportListener;
import sluice.designs.importing.report.ImportProgress;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.importing.report.ImportReport.Trouble;
import sluice.designs.importing.report.Outcome;
import sluice.sftp.session.SftpFailure;

/** Counts what becomes of files, for all threads of a run, and knows whether the run should end. */
final class Tally {

    private static final int TROUBLES_KEPT = 1_000;

    private final ImportListener listener;
    private final BooleanSupplier stopWanted;
    private final long start = System.nanoTime();
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final List<Trouble> troubles = new ArrayList<>();
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicReference<String> halted = new AtomicReference<>();
    private long folders;
    private long foldersMissing;
    private long foldersFailed;
    private long associations;
    private long toRead;
    private long bytesToRead;
    private long read;
    private long bytesRead;
    private long readingSince;

    Tally(ImportListener listener, BooleanSupplier stopWanted) {
        this.listener = listener;
        this.stopWanted = stopWanted;
    }

    /** Whether no further file should be begun. */
    boolean isOver() {
        return halted.get() != null || stopWanted.getAsBoolean();
    }

    /** Ends the run for this reason; the first one counts. */
    void halt(String reason) {
        halted.compareAndSet(null, reason);
    }

    void fetched(long bytes) {
        fetched.addAndGet(bytes);
    }

    synchronized void count(Outcome outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    synchronized void associated(int more) {
        associations += more;
    }

    synchronized void listed(boolean found, int all) {
        folders += found ? 1 : 0;
        foldersMissing += found ? 0 : 1;
        listener.listed((int) (folders + foldersMissing + foldersFailed), all);
    }

    synchronized void folderFailed(String path, String reason) {
        foldersFailed++;
        trouble(path, reason);
    }

    synchronized void trouble(String path, String reason) {
        if (troubles.size() < TROUBLES_KEPT) {
            troubles.add(new Trouble(path, reason));
        }
        listener.trouble(path, reason);
    }

    /** What the server's refusal makes of a file, with its trouble told; nothing where the run ends by it. */
    Optional<Outcome> refused(String path, SftpFailure failure) {
        if (failure.concernsServer()) {
            halt(failure.getMessage());
            return Optional.empty();
        }
        if (failure.kind() == SftpFailure.Kind.MISSING) {
            return Optional.of(Outcome.GONE);
        }
        trouble(path, failure.getMessage());
        return Optional.of(Outcome.FAILED);
    }

    /** Ends the run because of the database. */
    void halt(SQLException trouble) {
        halt("The database refuses: " + trouble.getMessage());
    }

    /** These files are to be read. */
    synchronized void expect(List<ImageFile> files) {
        toRead += files.size();
        bytesToRead += files.stream().mapToLong(ImageFile::size).sum();
        if (readingSince == 0) {
            readingSince = System.nanoTime();
        }
    }

    /** One of them came to its end. */
    synchronized void done(ImageFile file, Outcome outcome) {
        count(outcome);
        read++;
        bytesRead += Math.max(0, file.size());
        listener.progress(new ImportProgress(read, toRead, bytesRead, bytesToRead, since(readingSince)));
    }

    /** Those that were never begun. */
    synchronized void rest() {
        if (toRead > read) {
            counts.merge(Outcome.LEFT, toRead - read, Long::sum);
        }
    }

    synchronized ImportReport report(List<List<String>> lookAlikes) {
        return new ImportReport(
                Map.copyOf(counts),
                folders,
                foldersMissing,
                foldersFailed,
                associations,
                fetched.get(),
                since(start),
                List.copyOf(troubles),
                lookAlikes,
                halted.get(),
                stopWanted.getAsBoolean());
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
