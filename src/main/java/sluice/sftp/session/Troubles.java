package sluice.sftp.session;

import java.io.IOException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import sluice.sftp.session.SftpFailure.Kind;

/** Turns what the SSH library throws into failures that say what is wrong. */
final class Troubles {

    private static final int LONGEST = 200;

    private Troubles() {}

    /** The failure of something that was asked about a path. */
    static SftpFailure of(SftpServer server, String path, IOException error) {
        if (error instanceof SftpFailure told) {
            return told;
        }
        if (!(error instanceof SftpException answer)) {
            return lost(server, error);
        }
        return switch (answer.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                new SftpFailure(Kind.MISSING, "There is no " + printable(path) + " on " + server + ".", error);
            case SftpConstants.SSH_FX_PERMISSION_DENIED ->
                new SftpFailure(
                        Kind.DENIED,
                        printable(path) + " on " + server + " may not be read by " + server.username()
                                + ". Give that user the right to read it, and run the same command again.",
                        error);
            case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST -> lost(server, error);
            default ->
                new SftpFailure(
                        Kind.OTHER,
                        printable(path) + " on " + server + " can't be read: the server says '"
                                + printable(String.valueOf(answer.getMessage())) + "' (status " + answer.getStatus()
                                + "). See the server's log.",
                        error);
        };
    }

    /** A connection that is not there or not any more. */
    static SftpFailure lost(SftpServer server, Throwable error) {
        return new SftpFailure(
                Kind.LOST,
                "No connection to the SFTP server " + server + ": " + reason(error)
                        + ". Check that it runs and can be reached, and run the same command again.",
                error);
    }

    /** A file that is not the same any more as when its reading began. */
    static SftpFailure changed(SftpServer server, String path) {
        return new SftpFailure(
                Kind.CHANGED,
                printable(path) + " on " + server + " changed while it was read. It is read again in the next run.",
                null);
    }

    private static String reason(Throwable error) {
        var deepest = error;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        var message = deepest.getMessage();
        return message == null || message.isBlank() ? deepest.getClass().getSimpleName() : printable(message);
    }

    /** On one line, and not endless: names and answers come from elsewhere. */
    private static String printable(String text) {
        var line = text.replaceAll("\\p{Cntrl}", "?").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
