/**
 * Rows of grey values from 0 to 255: how colours become them, who takes them, and a picture of them in memory.
 *
 * <p>Knows nothing of files. Colours become grey as in Pillow's {@code convert("L")}, to the last bit; alpha counts for
 * nothing. A sink is called for rows and never for pixels, which would cost more than decoding them.
 */
package sluice.image.luminance;
