package sluice.sftp;

import java.time.Instant;

/**
 * An entry of a remote folder.
 *
 * @param name its last part, without a slash; as the server gave it, so it may hold anything else
 * @param size in bytes
 * @param modified to the second, which is what the protocol tells
 * @param isFolder whether it is a folder; everything else that has bytes is a file
 */
public record RemoteFile(String name, long size, Instant modified, boolean isFolder) {

    /** Whether the server's bytes for the name were no UTF-8: such a file can't be asked for by this name. */
    public boolean isUnnamable() {
        return name.indexOf('\ufffd') >= 0;
    }
}
