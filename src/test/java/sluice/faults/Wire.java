package sluice.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a runner and its server: bytes pass through it, and it can be cut and made slow. */
final class Wire implements AutoCloseable {

    private final ServerSocket entry;
    private final int server;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile int delayMillis;
    private volatile boolean cut;

    Wire(int server) throws IOException {
        this.server = server;
        this.entry = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::admit);
    }

    int port() {
        return entry.getLocalPort();
    }

    /** Every packet takes longer from now on; 0 for as quick as it is. */
    void delay(int millis) {
        delayMillis = millis;
    }

    /** Breaks all connections, and lets nobody in until it is mended. */
    void cut() {
        cut = true;
        ends.forEach(Wire::close);
    }

    void mend() {
        cut = false;
    }

    private void admit() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                Socket behind = new Socket("127.0.0.1", server);
                for (Socket end : new Socket[] {client, behind}) {
                    end.setTcpNoDelay(true);
                    ends.add(end);
                }
                start(() -> pass(client, behind));
                start(() -> pass(behind, client));
            } catch (IOException gone) {
                // the server is away or this is closed: the client sees a broken connection, as it should
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis); // what is tested: a slow network
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException broken) {
            // the other end is told by the close below
        }
        close(from);
        close(to);
        ends.remove(from);
        ends.remove(to);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone already
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        ends.forEach(Wire::close);
    }
}
