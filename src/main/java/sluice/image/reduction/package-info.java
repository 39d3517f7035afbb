/**
 * A picture made a small square of grey values while its rows pass by, as Pillow's Lanczos filter does it.
 *
 * <p>Nearly all the time of hashing is spent here, so the inner loops are written for the compiler's vector instructions.
 * Rows come in any order, because formats store them so.
 */
package sluice.image.reduction;
