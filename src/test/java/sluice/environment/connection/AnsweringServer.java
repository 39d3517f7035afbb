package sluice.environment.connection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A port that answers a driver's greeting as a PostgreSQL would that refuses, for refusals that no real server gives on demand. */
final class AnsweringServer implements AutoCloseable {

    private static final int TLS_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket port = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    private final BlockingQueue<String> greetings = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> passwords = new LinkedBlockingQueue<>();
    private final String sqlState;
    private final boolean asksPassword;

    private AnsweringServer(String sqlState, boolean asksPassword) throws IOException {
        this.sqlState = sqlState;
        this.asksPassword = asksPassword;
        var thread = new Thread(this::serve, "answering-server");
        thread.setDaemon(true);
        thread.start();
    }

    static AnsweringServer refusing(String sqlState) throws IOException {
        return new AnsweringServer(sqlState, false);
    }

    static AnsweringServer askingPassword() throws IOException {
        return new AnsweringServer("28P01", true);
    }

    int port() {
        return port.getLocalPort();
    }

    JdbcUrl url() {
        return JdbcUrl.of("jdbc:postgresql://127.0.0.1:" + port() + "/shop");
    }

    /** What the driver said first: names and values. */
    String greeting() {
        return greetings.remove();
    }

    /** The password that the driver sent. */
    String password() {
        return passwords.remove();
    }

    private void serve() {
        while (!port.isClosed()) {
            try (Socket socket = port.accept()) {
                answer(new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
            } catch (SocketException e) {
                // closed by the test, or hung up by the driver
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] body = in.readNBytes(in.readInt() - 4);
        int code = new DataInputStream(new ByteArrayInputStream(body)).readInt();
        if (code == TLS_REQUEST || code == GSS_REQUEST) {
            out.writeByte('N');
            answerNext(in, out);
            return;
        }
        greetings.add(new String(body, 4, body.length - 4, StandardCharsets.UTF_8).replace('\0', '|'));
        if (asksPassword) {
            out.write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
            if (in.read() == 'p') {
                byte[] password = in.readNBytes(in.readInt() - 4);
                passwords.add(new String(password, 0, password.length - 1, StandardCharsets.UTF_8));
            }
        }
        out.write(error());
    }

    private void answerNext(DataInputStream in, DataOutputStream out) throws IOException {
        try {
            answer(in, out);
        } catch (EOFException e) {
            // the driver insists on TLS and has hung up
        }
    }

    private byte[] error() throws IOException {
        byte[] fields =
                ("SFATAL\0VFATAL\0C" + sqlState + "\0Mrefused for the test\0\0").getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte('E');
        out.writeInt(fields.length + 4);
        out.write(fields);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
