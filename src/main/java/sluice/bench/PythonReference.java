package sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What {@code imagehash.phash} does, in Python: how the old service hashed. Only measured against, never relied upon. */
final class PythonReference {

    static final String PROGRAM = "/usr/bin/python3";
    static final String ONE = "Pillow and scipy, one process";
    static final String TWO = "Pillow and scipy, two processes";

    private static final String SCRIPT = """
            import sys, time
            from multiprocessing import Pool
            import numpy, scipy.fftpack
            from PIL import Image
            def phash(name):
                start = time.process_time_ns()
                image = Image.open(name).convert('L').resize((64, 64), Image.LANCZOS)
                low = scipy.fftpack.dct(scipy.fftpack.dct(numpy.asarray(image), axis=0), axis=1)[:16, :16]
                low > numpy.median(low)
                return time.process_time_ns() - start
            processes, names = int(sys.argv[1]), sys.argv[2:]
            def run(each):
                start = time.perf_counter_ns()
                cpu = sum(each(phash, names))
                print(time.perf_counter_ns() - start, cpu)
            if processes == 1:
                phash(names[0])
                run(map)
            else:
                with Pool(processes) as pool:
                    pool.map(phash, names[:processes])
                    run(lambda f, n: pool.imap_unordered(f, n))
            """;

    private final List<Path> pictures;
    private final LongAdder cpu = new LongAdder();

    private PythonReference(List<Path> pictures) {
        this.pictures = pictures;
    }

    /** The reference on these pictures, if it is installed. */
    static Optional<PythonReference> find(List<Path> pictures) {
        try {
            var process = new ProcessBuilder(PROGRAM, "-c", "import PIL, scipy.fftpack")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0 ? Optional.of(new PythonReference(pictures)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What all passes of one process took of the processor. */
    long cpuNanos() {
        return cpu.sum();
    }

    /** How long one pass takes, without the start of the processes. */
    long nanos(int processes) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-c", SCRIPT, String.valueOf(processes)));
        pictures.forEach(picture -> command.add(picture.toString()));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(1, TimeUnit.HOURS) || process.exitValue() != 0) {
                throw new IOException("the Python reference failed: " + said);
            }
            var numbers = said.substring(said.lastIndexOf('\n') + 1).split(" ");
            if (processes == 1) {
                cpu.add(Long.parseLong(numbers[1]));
            }
            return Long.parseLong(numbers[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }
}
