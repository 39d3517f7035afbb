package sluice.sftp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.sshd.sftp.client.SftpClient;
import sluice.sftp.session.Channels;
import sluice.sftp.session.SftpFailure;

/** A remote file from its beginning to its end, over as many connections as it takes. */
final class RemoteStream extends InputStream {

    // several requests are under way at once, each of this size
    private static final int BUFFER = 128 << 10;

    private final Channels channels;
    private final String path;
    private final Tries tries;
    private SftpClient channel;
    private InputStream stream;
    private SftpClient.Attributes first;
    private long position;
    private long openedAt;

    RemoteStream(SftpOptions options, Channels channels, String path) throws SftpFailure {
        this.channels = channels;
        this.path = path;
        this.tries = new Tries(options);
        while (stream == null) {
            try {
                open();
            } catch (SftpFailure failed) {
                tries.next(failed);
            }
        }
    }

    private void open() throws SftpFailure {
        channel = channels.take();
        try {
            var now = channel.stat(path);
            if (first == null) {
                first = now;
            } else if (now.getSize() != first.getSize()
                    || !Objects.equals(now.getModifyTime(), first.getModifyTime())) {
                throw channels.changed(path);
            }
            stream = channel.read(path, BUFFER);
            stream.skip(position);
            openedAt = position;
        } catch (IOException error) {
            throw broken(error);
        }
    }

    /** The library takes a connection that breaks for the end of the file: only a second look tells them apart. */
    private IOException endedEarly() {
        return channel.isOpen() && position == openedAt
                ? channels.changed(path)
                : new EOFException("the connection broke");
    }

    private SftpFailure broken(IOException error) {
        var failure = channels.failure(path, error);
        if (channel != null) {
            if (failure.concernsServer()) {
                channels.abandon(channel);
            } else if (stream == null) {
                channels.give(channel);
            } else {
                channels.drop(channel); // answers to requests may still be on their way on it
            }
        }
        channel = null;
        stream = null;
        return failure;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (true) {
            try {
                if (stream == null) {
                    open();
                }
                int count = some(bytes, from, length);
                position += Math.max(0, count);
                if (count < 0 && position != first.getSize()) {
                    throw broken(endedEarly());
                }
                tries.succeeded();
                return count;
            } catch (SftpFailure failed) {
                tries.next(failed);
            }
        }
    }

    private int some(byte[] bytes, int from, int length) throws SftpFailure {
        try {
            return stream.read(bytes, from, length);
        } catch (IOException error) {
            throw broken(error);
        }
    }

    /** Gives the channel back; where the file was not read to its end, answers may still be on their way on it. */
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            stream.close();
            channels.give(channel);
        } catch (IOException broken) {
            channels.drop(channel);
        } finally {
            channel = null;
            stream = null;
        }
    }
}
