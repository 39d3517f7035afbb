/**
 * Files of an SFTP server: listed and read over several connections that come back when they break.
 *
 * <p>Only here and in the room of its sessions is the SSH library known. A folder that can't be listed is an error and
 * never an empty folder, and a server whose key nobody vouches for is not spoken to: there is no option to trust any key.
 */
package sluice.sftp;
