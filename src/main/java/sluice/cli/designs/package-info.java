/**
 * Commands of the designs alone: the import of their images, and the worker that migrates and imports unattended.
 *
 * <p>They share output and options with a fleet's commands, not the frame: an import tells of files, bytes and look-alikes,
 * and a service of phases, each of which ends by itself.
 */
package sluice.cli.designs;
