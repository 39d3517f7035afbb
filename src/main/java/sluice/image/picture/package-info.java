/**
 * A picture file as rows of luminance, in whatever order its format stores them, without the picture in memory.
 *
 * <p>PNG, GIF, BMP and TIFF are read by code of this package, since their rows can then be handed on as they come; JPEG
 * by the JDK's reader; WebP by libwebp. What counts is that each byte equals Pillow's {@code convert("L")}, its
 * habits included: colour profiles, alpha and EXIF orientation are ignored, 16-bit grey is clipped.
 */
package sluice.image.picture;
