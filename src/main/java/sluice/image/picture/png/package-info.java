/**
 * PNG: chunks, decompression, filters, and rows of every colour type and depth.
 *
 * <p>Read by code of our own, since its rows can then be handed on as they come. What nobody looks at, alpha above all,
 * is not even restored.
 */
package sluice.image.picture.png;
