/**
 * TIFF and BigTIFF: the tags of the first picture, and its rows from strips or tiles, turned as its orientation says.
 *
 * <p>Read by code of our own, row by row. Strips that are JPEG go to the JDK's reader, those that are WebP to the package of
 * that format, the only neighbour that is known here. Where libtiff and Pillow disagree, what both together give counts.
 */
package sluice.image.picture.tiff;
