/**
 * The file server of the designs service: its settings, which of its files are images, and how one is read.
 *
 * <p>Knows SFTP and pictures and nothing of tables. A file passes through memory only if it is small; larger ones wait in a
 * temporary file, so that the heap does not depend on what lies on the server.
 */
package sluice.designs.nas;
