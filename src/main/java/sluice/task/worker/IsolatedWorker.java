package sluice.task.worker;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;

/**
 * Liquibase in a class loader of its own, for one thread. Liquibase keeps locks, executors and histories in statics: two
 * updates at once in one loader report success and leave locks behind.
 */
public final class IsolatedWorker implements AutoCloseable {

    /** The system property that, set to {@code off}, puts all workers into one class loader; a test shows why not. */
    public static final String ISOLATION = "sluice.isolation";

    // Our own class loader may serve one worker at a time: it has most classes already, and spares the first start.
    private static final AtomicBoolean HOUSE_TAKEN = new AtomicBoolean();

    private final ClassLoader loader;
    private final boolean inHouse;
    private final BiFunction<Map<String, Object>, BiConsumer<String, Object[]>, Map<String, Object>> inside;

    /** @param stopWanted asked between batches and changesets; once it says yes, a running request ends as stopped */
    public IsolatedWorker(BooleanSupplier stopWanted) {
        this.inHouse = HOUSE_TAKEN.compareAndSet(false, true);
        this.loader = inHouse || "off".equals(System.getProperty(ISOLATION))
                ? IsolatedWorker.class.getClassLoader()
                : new URLClassLoader("sluice worker", classPath(), ClassLoader.getPlatformClassLoader());
        this.inside = inside(stopWanted);
    }

    /** Does what is asked, on this thread. Trouble comes back as a report, never as an exception. */
    public Report run(Request request, ProgressListener listener) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return Report.fromMap(inside.apply(request.toMap(), Relay.to(listener)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        if (inHouse) {
            HOUSE_TAKEN.set(false);
        }
        if (loader instanceof URLClassLoader own && own != IsolatedWorker.class.getClassLoader()) {
            try {
                ((AutoCloseable) inside).close();
                own.close();
            } catch (Exception ignored) {
                // the loader's files are ours and only read: nothing is lost
            }
        }
    }

    @SuppressWarnings("unchecked") // Worker, in the other class loader, implements just this
    private BiFunction<Map<String, Object>, BiConsumer<String, Object[]>, Map<String, Object>> inside(
            BooleanSupplier stopWanted) {
        try {
            Constructor<?> constructor =
                    loader.loadClass(Worker.class.getName()).getConstructor(BooleanSupplier.class);
            return (BiFunction<Map<String, Object>, BiConsumer<String, Object[]>, Map<String, Object>>)
                    constructor.newInstance(stopWanted);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("The worker can't be loaded; the class path is incomplete.", broken);
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(IsolatedWorker::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
