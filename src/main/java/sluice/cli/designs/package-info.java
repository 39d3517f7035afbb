/**
 * Commands of the designs alone: the import of their images, and the worker that migrates and imports unattended.
 *
 * <p>They are no fleet commands: an import has files, bytes and look-alikes to tell of, and its JSON says so in parts of its
 * own.
 */
package sluice.cli.designs;
