/**
 * The perceptual hash of a picture and the search for hashes that are nearly equal.
 *
 * <p>The bits are those of Python's {@code imagehash.phash} on Pillow, because hashes that were stored by that program
 * are compared with new ones. Whoever wants a picture of any format comes here, to {@link sluice.image.PictureReader}:
 * the only class that knows all formats.
 */
package sluice.image;
