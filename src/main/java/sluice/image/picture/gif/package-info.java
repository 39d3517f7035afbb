/**
 * GIF: the first frame, on the screen that it is drawn on.
 *
 * <p>Read by code of our own, which hands on interlaced rows in the order of the file instead of holding them.
 */
package sluice.image.picture.gif;
