package sluice.environment.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import sluice.environment.embedded.programs.EmbeddedServerException;
import sluice.environment.embedded.programs.ServerArchive;

/**
 * A PostgreSQL of our own, for trying things out: its programs come from the class path, its data stay in a folder.
 *
 * <p>All processes that join one home share one server; whoever comes first starts it, the last to leave stops it. A
 * process that is killed leaves the server running for the next to find. Safe for use by several threads.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final Map<Path, SharedServer> SHARED = new ConcurrentHashMap<>();
    private static final AtomicBoolean HOOKED = new AtomicBoolean();

    private final SharedServer shared;
    private final AtomicBoolean left = new AtomicBoolean();

    private EmbeddedServer(SharedServer shared) {
        this.shared = shared;
    }

    /**
     * Joins the server of this home, starting it if nobody has; the first call in a home takes seconds.
     *
     * @param home the folder of programs, data and locks; made when it is missing
     * @param options which version, and the settings in case it has to be started
     * @throws EmbeddedServerException with one message for people when that isn't possible
     */
    public static EmbeddedServer join(Path home, EmbeddedOptions options) {
        ServerArchive archive = ServerArchive.choose(options.major());
        try {
            EmbeddedHome place = EmbeddedHome.at(home, archive);
            SharedServer shared = SHARED.computeIfAbsent(place.folder(), folder -> new SharedServer(place));
            shared.enter(options);
            leaveAtExit();
            return new EmbeddedServer(shared);
        } catch (AccessDeniedException e) {
            throw new EmbeddedServerException("The embedded database in " + home + " can't be used by "
                    + System.getProperty("user.name") + ": no access to " + e.getFile()
                    + ". Run it as the user who made it, or remove the folder to begin with an empty database.");
        } catch (IOException e) {
            throw new EmbeddedServerException("The embedded database in " + home + " can't be used: " + e, e);
        }
    }

    private static void leaveAtExit() {
        if (HOOKED.compareAndSet(false, true)) {
            try {
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> SHARED.values().forEach(SharedServer::leaveAtExit), "leave-embedded-server"));
            } catch (IllegalStateException e) {
                HOOKED.set(
                        false); // the process is ending already: what is not closed in time stays for the next to find
            }
        }
    }

    /**
     * The home that all commands of a project share: {@code .sluice/embedded} in the project's folder, which is the system
     * property {@code sluice.home} (the launcher sets it), else the folder of the Maven build, else the working folder.
     */
    public static Path projectHome() {
        String maven = System.getProperty("maven.multiModuleProjectDirectory", System.getProperty("user.dir"));
        return Path.of(System.getProperty("sluice.home", maven), ".sluice", "embedded");
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return shared.port();
    }

    /** The JDBC address of a database; the user is postgres, without a password. */
    public String url(String database) {
        return ServerQuestions.url(port(), database);
    }

    /** Leaves; the last of all processes to leave stops the server. A second call does nothing. */
    @Override
    public void close() {
        if (left.compareAndSet(false, true)) {
            shared.leave();
        }
    }
}
