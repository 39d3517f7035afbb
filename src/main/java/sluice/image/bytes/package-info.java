/**
 * The bytes of a file, as the formats take them: whole numbers in either order, a part as a stream, memory as a file.
 *
 * <p>Knows nothing of pictures. An end that comes too early is an {@code EOFException} wherever a number or a whole block
 * was asked for; what that means for a picture is said where it is read.
 */
package sluice.image.bytes;
