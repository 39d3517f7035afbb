/**
 * JPEG by the JDK's reader, which stands on libjpeg.
 *
 * <p>Two of its habits are taken from it: it converts colours that have a profile, where Pillow takes them as they are,
 * and it wants memory for the whole picture. So it writes into a raster that hands on each row and forgets it.
 */
package sluice.image.picture.jpeg;
