package sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import sluice.bench.contest.Contest;
import sluice.bench.contest.Figure;
import sluice.environment.problem.ConfigurationException;
import sluice.image.PerceptualHasher;
import sluice.image.picture.UnreadableImage;

/** Times the hashing of the pictures of a folder, decoding apart, against the Python reference where that is installed. */
public final class ImagesBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String ENDINGS = ".*\\.(png|jpe?g|gif|bmp|tiff?|webp)";
    private static final String DECODED = "decoded only, one thread";
    private static final String ONE = "hashed, one thread";
    private static final String TWO = "hashed, two threads";

    private final PerceptualHasher hasher = new PerceptualHasher();
    private final List<Path> pictures;
    private final LongAdder cpuOfOne = new LongAdder();
    private final LongAdder cpuOfTwo = new LongAdder();
    private final LongAdder cpuOfDecoding = new LongAdder();

    /** Doing something to one picture. */
    private interface Work {
        void on(Path picture) throws IOException, UnreadableImage;
    }

    /**
     * A measurement.
     *
     * @param figures the ways, the first one the floor
     * @param findings what follows from them, in words
     */
    public record Result(List<Figure> figures, List<String> findings) {}

    /**
     * For the pictures of this folder, not of those below it.
     *
     * @throws ConfigurationException if there are none
     */
    public ImagesBench(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            pictures = files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(ENDINGS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(folder + " can't be listed; give a folder of pictures.", e);
        }
        if (pictures.isEmpty()) {
            throw new ConfigurationException("There are no pictures in " + folder + ".");
        }
    }

    /** Runs each way so many times, in turns, after one pass that warms up. */
    public Result run(int runs) throws SQLException {
        timed(1, hasher::hash, new LongAdder());
        var reference = PythonReference.find(pictures);
        long count = pictures.size();
        var contest = new Contest()
                .add(ONE, count, () -> timed(1, hasher::hash, cpuOfOne))
                .add(DECODED, count, () -> timed(1, hasher::decode, cpuOfDecoding))
                .add(TWO, count, () -> timed(2, hasher::hash, cpuOfTwo));
        if (reference.isPresent()) {
            contest.add(PythonReference.ONE, count, () -> reference.get().nanos(1));
            contest.add(PythonReference.TWO, count, () -> reference.get().nanos(2));
        }
        var figures = contest.run(runs);
        return new Result(figures, findings(figures, reference, runs));
    }

    private List<String> findings(List<Figure> figures, Optional<PythonReference> reference, int runs) {
        double one = speed(figures, ONE);
        double decoded = 1000 / speed(figures, DECODED);
        var told = Stream.<String>builder();
        told.add(
                say("a picture takes %.1f ms: decoding %.1f, hashing %.1f", 1000 / one, decoded, 1000 / one - decoded));
        told.add(say(
                "two threads are %.2f times as fast as one (goal 1.8 on two free cores)", speed(figures, TWO) / one));
        if (reference.isPresent()) {
            told.add(say(
                    "one thread is %.2f times as fast as Pillow and scipy (goal 1.3), two %.2f times",
                    one / speed(figures, PythonReference.ONE),
                    speed(figures, TWO) / speed(figures, PythonReference.TWO)));
        } else {
            told.add("no reference: " + PythonReference.PROGRAM + " has no PIL and scipy");
        }
        double all = 1e6 * runs * pictures.size();
        told.add(say(
                "processor time, which other programs hardly disturb: %.1f ms a picture with one thread, %.1f of it decoding, %.1f with two%s",
                cpuOfOne.sum() / all,
                cpuOfDecoding.sum() / all,
                cpuOfTwo.sum() / all,
                reference
                        .map(python -> say(
                                ", %.1f for Pillow and scipy: %.2f times ours",
                                python.cpuNanos() / all, (double) python.cpuNanos() / cpuOfOne.sum()))
                        .orElse("")));
        return told.build().toList();
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double speed(List<Figure> figures, String way) {
        return figures.stream()
                .filter(figure -> figure.way().equals(way))
                .findFirst()
                .orElseThrow()
                .speed();
    }

    private long timed(int threads, Work work, LongAdder cpu) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Future<Path>> done = pictures.stream()
                    .map(picture -> pool.submit(() -> {
                        long before = THREADS.getCurrentThreadCpuTime();
                        work.on(picture);
                        cpu.add(THREADS.getCurrentThreadCpuTime() - before);
                        return picture;
                    }))
                    .toList();
            for (Future<Path> future : done) {
                future.get();
            }
            return System.nanoTime() - start;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UnreadableImage
                    ? new ConfigurationException(
                            "A picture can't be read: " + failed.getCause().getMessage(), failed)
                    : new UncheckedIOException(new IOException(failed.getCause()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        } finally {
            pool.shutdownNow();
        }
    }
}
