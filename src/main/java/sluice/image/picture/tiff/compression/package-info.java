/**
 * What strips and tiles of a TIFF are compressed by, where the JDK has no stream that takes it back: LZW, PackBits, fax.
 *
 * <p>Each is a stream over the compressed bytes and knows nothing of tags, so that strips are decompressed while their rows
 * are read. Damaged codes end in an exception and never in an endless loop or an array that grows.
 */
package sluice.image.picture.tiff.compression;
