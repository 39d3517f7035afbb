/**
 * What decoders are given and what they may say: a picture's bytes, its limits, the reason it is unreadable.
 *
 * <p>Knows the names and first bytes of the formats and none of their decoders: each has a package below. What counts is
 * that every grey value equals Pillow's {@code convert("L")}, its habits included: colour profiles, alpha and EXIF
 * orientation are ignored, 16-bit grey is clipped. A picture is not in memory as a whole where its format allows that.
 */
package sluice.image.picture;
