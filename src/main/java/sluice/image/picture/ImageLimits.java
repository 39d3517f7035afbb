package sluice.image.picture;

import sluice.image.picture.UnreadableImage.Reason;

/**
 * How large a picture may be, checked on its header before anything is decoded.
 *
 * @param pixels width times height, at most; counted for every format
 * @param side width and height, at most
 * @param heldBytes what may be held in memory at once for the formats that can't be read row by row (WebP, progressive
 *     and CMYK JPEG, interlaced PNG, turned TIFF), at most
 */
public record ImageLimits(long pixels, int side, long heldBytes) {

    /** Where Pillow, with which the stored hashes were made, refuses a picture as a decompression bomb. */
    public static final long PILLOW_PIXELS = 178_956_970;

    private static final int SIDE = 300_000;

    /** Refuses a limit below 1. */
    public ImageLimits {
        if (pixels < 1 || side < 1 || heldBytes < 1) {
            throw new IllegalArgumentException("image limits must be 1 or more, were " + pixels + " pixels, side "
                    + side + ", " + heldBytes + " bytes");
        }
    }

    /** Pillow's limit on pixels; at most a third of this process's heap held at once. */
    public static ImageLimits standard() {
        return new ImageLimits(PILLOW_PIXELS, SIDE, Runtime.getRuntime().maxMemory() / 3);
    }

    /** The same limits with another number of pixels. */
    public ImageLimits withPixels(long limit) {
        return new ImageLimits(limit, side, heldBytes);
    }

    /** The same limits with another number of bytes held at once. */
    public ImageLimits withHeldBytes(long limit) {
        return new ImageLimits(pixels, side, limit);
    }

    void admit(PictureFormat format, int width, int height) throws UnreadableImage {
        if (width < 1 || height < 1) {
            throw UnreadableImage.corrupt(format, "a size of " + width + " x " + height + " pixels");
        }
        if ((long) width * height > pixels || width > side || height > side) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE,
                    "too large: " + width + " x " + height + " pixels decoded; the limit is " + pixels + " pixels, and "
                            + side + " a side");
        }
    }

    void admitHeld(PictureFormat format, int width, int height, int bytesPerPixel) throws UnreadableImage {
        long bytes = (long) width * height * bytesPerPixel;
        if (bytes > heldBytes) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE,
                    "too large: this " + format + " of " + width + " x " + height
                            + " pixels can't be read row by row and needs " + bytes + " bytes of memory; the limit is "
                            + heldBytes + ". Give the process more heap, or save it in another form.");
        }
    }

    void admitFile(PictureFormat format, long bytes) throws UnreadableImage {
        if (bytes > heldBytes) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE,
                    "too large: this " + format + " file has " + bytes
                            + " bytes, which are needed at once; the limit is " + heldBytes
                            + ". Give the process more heap, or save it in another form.");
        }
    }
}
