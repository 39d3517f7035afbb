package sluice.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;
import sluice.sftp.session.Channels;
import sluice.sftp.session.HostKeys;
import sluice.sftp.session.SftpFailure;
import sluice.sftp.session.SftpLogin;
import sluice.sftp.session.SftpServer;

/** The files of one SFTP server. Safe for many threads; broken connections are made anew without the caller's notice. */
public final class SftpFiles implements AutoCloseable {

    private final SftpOptions options;
    private final Channels channels;

    private SftpFiles(SftpOptions options, Channels channels) {
        this.options = options;
        this.channels = channels;
    }

    /**
     * Connects and logs in.
     *
     * @throws SftpFailure if the server can't be reached, shows a key that is not accepted, or refuses the user
     */
    public static SftpFiles open(SftpServer server, HostKeys keys, SftpLogin login, SftpOptions options)
            throws SftpFailure {
        var files = new SftpFiles(options, Channels.to(server, keys, login, options.silence(), options.channels()));
        try {
            files.ask(".", channel -> channel.canonicalPath("."));
            return files;
        } catch (SftpFailure | RuntimeException failed) {
            files.close();
            throw failed;
        }
    }

    /**
     * What lies in a folder, without {@code .} and {@code ..}; links are followed, those that lead nowhere left out.
     *
     * @throws SftpFailure if it can't be listed, or not to its end
     */
    public List<RemoteFile> list(String folder) throws SftpFailure {
        return ask(folder, channel -> {
            var files = new ArrayList<RemoteFile>();
            // not the library's own loop: it turns failures into unchecked ones, and knows ends that are none
            try (var handle = channel.openDir(folder)) {
                for (var part = channel.readDir(handle); part != null; part = channel.readDir(handle)) {
                    for (var entry : part) {
                        add(files, channel, folder, entry);
                    }
                }
            }
            return List.copyOf(files);
        });
    }

    private void add(List<RemoteFile> files, SftpClient channel, String folder, SftpClient.DirEntry entry)
            throws IOException {
        var name = entry.getFilename();
        if (name.equals(".") || name.equals("..") || name.isEmpty() || name.indexOf('/') >= 0) {
            return; // a name with a slash would leave the folder
        }
        var attributes = entry.getAttributes();
        if (attributes.isSymbolicLink()) {
            attributes = target(channel, folder + "/" + name);
        }
        if (attributes != null && (attributes.isRegularFile() || attributes.isDirectory())) {
            files.add(file(name, attributes));
        }
    }

    /** A single file or folder; its name is the last part of the path. */
    public RemoteFile find(String path) throws SftpFailure {
        return ask(path, channel -> file(path.substring(path.lastIndexOf('/') + 1), channel.stat(path)));
    }

    /**
     * Opens a file. The stream holds one of the channels until it is closed. Where the connection breaks it goes on at
     * the same place over another; it fails with an {@link SftpFailure} if that is impossible or the file has changed.
     */
    public InputStream read(String path) throws SftpFailure {
        return new RemoteStream(options, channels, path);
    }

    private <T> T ask(String path, Tries.Attempt<T, SftpClient> question) throws SftpFailure {
        var tries = new Tries(options);
        while (true) {
            try {
                return once(path, question);
            } catch (SftpFailure failed) {
                tries.next(failed);
            }
        }
    }

    private <T> T once(String path, Tries.Attempt<T, SftpClient> question) throws SftpFailure {
        var channel = channels.take();
        boolean sound = false;
        try {
            var answer = question.of(channel);
            sound = true;
            return answer;
        } catch (IOException error) {
            var failure = channels.failure(path, error);
            sound = !failure.concernsServer();
            throw failure;
        } finally {
            if (sound) {
                channels.give(channel);
            } else {
                channels.abandon(channel);
            }
        }
    }

    private SftpClient.Attributes target(SftpClient channel, String link) throws IOException {
        try {
            return channel.stat(link);
        } catch (IOException error) {
            if (channels.failure(link, error).concernsServer()) {
                throw error;
            }
            return null;
        }
    }

    private static RemoteFile file(String name, SftpClient.Attributes attributes) {
        return new RemoteFile(
                name, attributes.getSize(), attributes.getModifyTime().toInstant(), attributes.isDirectory());
    }

    /** Ends all connections. */
    @Override
    public void close() {
        channels.close();
    }
}
