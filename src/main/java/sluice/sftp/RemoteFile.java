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
public record RemoteFile(String name, long size, Instant modified, boolean isFolder) {}
