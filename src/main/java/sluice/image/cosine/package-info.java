/**
 * The cosine transform by which a small square of grey values becomes a hash.
 *
 * <p>Numbers only. On symmetric and flat designs the last bit of each addition decides, so the order of the floating-point
 * operations is part of the result: rearranging an expression changes hashes that are stored.
 */
package sluice.image.cosine;
