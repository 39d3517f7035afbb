package sluice.sftp.session;

import java.io.IOException;

/** Says why a server, a folder or a file could not be read: what, where, what next; never a secret. */
public final class SftpFailure extends IOException {

    /** What may be done about it. */
    public enum Kind {
        /** The server's key is not the one that is expected. */
        HOST_KEY,
        /** The server refuses the user. */
        LOGIN,
        /** No connection, or a broken one; the server may come back. */
        LOST,
        /** There is no such file or folder. */
        MISSING,
        /** The user may not read it. */
        DENIED,
        /** It changed while it was read. */
        CHANGED,
        /** Anything else that the server says. */
        OTHER
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    SftpFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** Whether no file at all can be read: a matter of the server or the settings, not of one file. */
    public boolean concernsServer() {
        return kind == Kind.HOST_KEY || kind == Kind.LOGIN || kind == Kind.LOST;
    }
}
