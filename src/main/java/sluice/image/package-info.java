/**
 * The perceptual hash of a picture and the search for hashes that are nearly equal.
 *
 * <p>The bits are those of Python's {@code imagehash.phash} on Pillow, because hashes that were stored by that program
 * are compared with new ones. On symmetric and flat designs the last bit of each addition decides, so the order of the
 * floating-point operations here is part of the result: rearranging an expression changes hashes.
 */
package sluice.image;
