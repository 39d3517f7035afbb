/**
 * Design images in the database: which folders hold them, which files are known, and what becomes of those that were read.
 *
 * <p>Knows the tables of the designs service and nothing of servers or pictures. A file is known by user, path, size and
 * time of change; a row is only ever added or brought up to date, never deleted, because designs outlive their files.
 */
package sluice.designs.images;
