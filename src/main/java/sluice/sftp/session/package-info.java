/**
 * Connections to an SFTP server: who it is, who we are, and the channels that are lent to those who ask it something.
 *
 * <p>Failures are named here, since only here is known what the SSH library means by its exceptions; what stands above
 * passes them on. A broken channel is thrown away and never repaired, so a lent one is either sound or given up.
 */
package sluice.sftp.session;
