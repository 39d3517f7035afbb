package sluice.image;

/**
 * What was found in one picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param hash the hash of 256 bits, the one that is stored
 * @param shortHash the hash of 64 bits, of the older kind
 */
public record PictureHashes(int width, int height, PerceptualHash hash, PerceptualHash shortHash) {}
