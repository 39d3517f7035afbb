/**
 * A file that should be an image, as the database sees it: where it lies, whose it is, how far it is known, what it gave.
 *
 * <p>Values only, without a query. They stand apart from the tables because the scan and the reading hand them on, and
 * because there may be millions of a kind at once: a file keeps its name and leaves the path to its folder.
 */
package sluice.designs.images.file;
