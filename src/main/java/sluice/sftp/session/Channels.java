package sluice.sftp.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * The channels to one server, each lent to one thread at a time. A broken one is thrown away, which frees its place at once;
 * nobody who only wants an idle channel waits while another connects.
 */
public final class Channels implements AutoCloseable {

    private static final int PER_SESSION = 2;

    private final SftpServer server;
    private final Connector connector;
    private final Semaphore places;
    private final Deque<SftpClient> idle = new ArrayDeque<>();
    private final Map<ClientSession, Integer> sessions = new HashMap<>();
    private final ReentrantLock connecting = new ReentrantLock();

    private Channels(SftpServer server, Connector connector, int most) {
        this.server = server;
        this.connector = connector;
        this.places = new Semaphore(most);
    }

    /**
     * Channels to a server, none of them open yet.
     *
     * @param silence after so long without any answer a connection counts as broken
     * @param most how many are lent at once, 1 or more
     * @throws SftpFailure if the file of known hosts can't be read
     */
    public static Channels to(SftpServer server, HostKeys keys, SftpLogin login, Duration silence, int most)
            throws SftpFailure {
        return new Channels(server, new Connector(server, keys, login, silence), most);
    }

    /**
     * A channel that is open as far as we know; waits until fewer than the most are lent.
     *
     * @throws SftpFailure if it takes a new connection and there is none to be had
     */
    public SftpClient take() throws SftpFailure {
        places.acquireUninterruptibly();
        try {
            SftpClient waiting = waiting();
            return waiting == null ? open() : waiting;
        } catch (SftpFailure | RuntimeException failed) {
            places.release();
            throw failed;
        }
    }

    /** Gives a channel back that works. */
    public void give(SftpClient channel) {
        synchronized (this) {
            idle.addFirst(channel);
        }
        places.release();
    }

    /** Gives a channel back whose connection is broken: what else runs on it goes on over another. */
    public void abandon(SftpClient channel) {
        channel.getClientSession().close(true);
        drop(channel);
    }

    /** Gives a channel back that is in the middle of something. */
    public void drop(SftpClient channel) {
        try {
            channel.close();
        } catch (IOException broken) {
            // that is why it is dropped
        } finally {
            forget(channel);
            places.release();
        }
    }

    private SftpClient waiting() {
        while (true) {
            SftpClient channel;
            synchronized (this) {
                channel = idle.pollFirst();
            }
            if (channel == null || channel.isOpen() && channel.getSession().isOpen()) {
                return channel;
            }
            forget(channel);
        }
    }

    private synchronized void forget(SftpClient channel) {
        sessions.computeIfPresent(channel.getClientSession(), (session, used) -> used - 1);
        sessions.keySet().removeIf(session -> !session.isOpen());
    }

    private SftpClient open() throws SftpFailure {
        connecting.lock();
        try {
            var session = session();
            try {
                return SftpClientFactory.instance().createSftpClient(session);
            } catch (IOException broken) {
                session.close(true);
                throw Troubles.lost(server, broken);
            }
        } finally {
            connecting.unlock();
        }
    }

    private ClientSession session() throws SftpFailure {
        synchronized (this) {
            for (var entry : sessions.entrySet()) {
                if (entry.getValue() < PER_SESSION && entry.getKey().isOpen()) {
                    entry.setValue(entry.getValue() + 1);
                    return entry.getKey();
                }
            }
        }
        var session = connector.connect();
        synchronized (this) {
            sessions.put(session, 1);
        }
        return session;
    }

    /** What went wrong when something was asked about a path; it tells whether the channel is to be abandoned. */
    public SftpFailure failure(String path, IOException error) {
        return Troubles.of(server, path, error);
    }

    /** The failure of a file that is not the same any more as when its reading began. */
    public SftpFailure changed(String path) {
        return Troubles.changed(server, path);
    }

    /** Ends all connections, whoever has a channel of one. */
    @Override
    public void close() {
        synchronized (this) {
            sessions.keySet().forEach(session -> session.close(true));
            sessions.clear();
            idle.clear();
        }
        connector.close();
    }
}
