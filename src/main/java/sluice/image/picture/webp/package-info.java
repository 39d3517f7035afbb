/**
 * WebP through libwebp; of an animation the first frame, on its canvas.
 *
 * <p>The only format that takes a native library, and that is needed as a whole, file and pixels. The file is taken apart
 * here first: limits need the size before libwebp is asked, and the library's binding reads no animations.
 */
package sluice.image.picture.webp;
