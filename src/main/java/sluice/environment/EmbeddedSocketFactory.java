package sluice.environment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.environment.embedded.programs.EmbeddedServerException;

/**
 * Lets any JDBC client reach the embedded server of the project, starting it if need be, by an address that never
 * changes: {@code jdbc:postgresql://localhost/sluice?socketFactory=sluice.environment.EmbeddedSocketFactory}.
 *
 * <p>Host and port of the address don't count. The process stays a user of the server until it ends.
 */
public final class EmbeddedSocketFactory extends SocketFactory {

    private static EmbeddedServer joined;

    /** Made by the JDBC driver. */
    public EmbeddedSocketFactory() {}

    private static synchronized int ensuredPort() {
        // Joined anew for each connection, which takes milliseconds: the server may have been killed meanwhile.
        EmbeddedServer before = joined;
        joined = EmbeddedServer.join(EmbeddedServer.projectHome(), EmbeddedOptions.forPeople());
        if (before != null) {
            before.close();
        }
        return joined.port();
    }

    @Override
    public Socket createSocket() {
        return new RedirectedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected();
    }

    private static Socket connected() throws IOException {
        Socket socket = new RedirectedSocket();
        socket.connect(null, 0);
        return socket;
    }

    private static final class RedirectedSocket extends Socket {

        @Override
        public void connect(SocketAddress ignored) throws IOException {
            connect(ignored, 0);
        }

        @Override
        public void connect(SocketAddress ignored, int timeout) throws IOException {
            try {
                super.connect(address(ensuredPort()), timeout);
            } catch (EmbeddedServerException e) {
                // The driver passes an IOException on as it stands, with its message.
                throw new IOException(e.getMessage(), e);
            }
        }

        private static InetSocketAddress address(int port) throws IOException {
            return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        }
    }
}
