package sluice.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import sluice.image.cosine.CosineTransform;
import sluice.image.luminance.RowSink;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.Picture;
import sluice.image.picture.SharedMemory;
import sluice.image.picture.UnreadableImage;
import sluice.image.reduction.Reductions;

/**
 * Hashes pictures, bit for bit as Python's {@code imagehash.phash} does on Pillow. Safe for use by many threads; each
 * picture is read row by row where its format allows it, so memory depends on its sides and not on their product.
 */
public final class PerceptualHasher {

    private static final int LONG_SIDE = 16;
    private static final int SHORT_SIDE = 8;
    private static final int HIGH_FREQUENCIES = 4;
    private static final CosineTransform LONG_TRANSFORM = new CosineTransform(LONG_SIDE * HIGH_FREQUENCIES);
    private static final CosineTransform SHORT_TRANSFORM = new CosineTransform(SHORT_SIDE * HIGH_FREQUENCIES);

    private final PictureReader reader;

    /** A hasher that refuses pictures beyond these limits. */
    public PerceptualHasher(ImageLimits limits) {
        this(limits, new SharedMemory(Long.MAX_VALUE));
    }

    /** The same for many threads, whose pictures together hold no more than this memory. */
    public PerceptualHasher(ImageLimits limits, SharedMemory memory) {
        this.reader = new PictureReader(limits, memory);
    }

    /** A hasher with {@link ImageLimits#standard()}. */
    public PerceptualHasher() {
        this(ImageLimits.standard());
    }

    /**
     * The hash of 256 bits of the picture in a file.
     *
     * @throws UnreadableImage when the file gives no picture
     * @throws IOException when the file can't be read
     */
    public PerceptualHash hash(Path file) throws IOException, UnreadableImage {
        return longHash(Picture.of(file));
    }

    /** The hash of 256 bits of the picture in these bytes; errors as for a file. */
    public PerceptualHash hash(byte[] file) throws IOException, UnreadableImage {
        return longHash(Picture.of(file));
    }

    /**
     * The hash of 256 bits of the picture that this stream gives; errors as for a file. The stream is read to its end or
     * to where the fault is, and not closed. Beyond a few megabytes its bytes wait in a temporary file.
     */
    public PerceptualHash hash(InputStream file) throws IOException, UnreadableImage {
        try (var picture = Picture.of(file)) {
            return longHash(picture);
        }
    }

    /** Both hashes, and the size, of the picture in a file, in one pass; errors as for {@link #hash(Path)}. */
    public PictureHashes hashes(Path file) throws IOException, UnreadableImage {
        var reductions = new Reductions(LONG_TRANSFORM.length(), SHORT_TRANSFORM.length());
        var size = new SizeOf(reductions);
        reader.read(Picture.of(file), size);
        return new PictureHashes(
                size.width,
                size.height,
                bits(LONG_TRANSFORM, reductions.square(0), LONG_SIDE),
                bits(SHORT_TRANSFORM, reductions.square(1), SHORT_SIDE));
    }

    /**
     * Decodes the picture in a file and drops it: what {@link #hash(Path)} does without the hashing, to be timed apart.
     *
     * @return how many pixels it has
     */
    public long decode(Path file) throws IOException, UnreadableImage {
        var size = new SizeOf(null);
        reader.read(Picture.of(file), size);
        return (long) size.width * size.height;
    }

    private PerceptualHash longHash(Picture picture) throws IOException, UnreadableImage {
        var reductions = new Reductions(LONG_TRANSFORM.length());
        reader.read(picture, reductions);
        return bits(LONG_TRANSFORM, reductions.square(0), LONG_SIDE);
    }

    private static PerceptualHash bits(CosineTransform transform, byte[] square, int side) {
        return PerceptualHash.aboveMedian(transform.lowest(square, side));
    }

    /** Notes the size on the way; without a next sink the rows end here. */
    private static final class SizeOf implements RowSink {

        private final RowSink next;
        private int width;
        private int height;

        SizeOf(RowSink next) {
            this.next = next;
        }

        @Override
        public void start(int width, int height) {
            this.width = width;
            this.height = height;
            if (next != null) {
                next.start(width, height);
            }
        }

        @Override
        public void row(int y, int[] luminance) {
            if (next != null) {
                next.row(y, luminance);
            }
        }
    }
}
