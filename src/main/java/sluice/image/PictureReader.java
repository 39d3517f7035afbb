package sluice.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.SharedMemory;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.UnreadableImage.Reason;
import sluice.image.picture.bmp.BmpDecoder;
import sluice.image.picture.gif.GifDecoder;
import sluice.image.picture.jpeg.JpegDecoder;
import sluice.image.picture.png.PngDecoder;
import sluice.image.picture.tiff.TiffDecoder;
import sluice.image.picture.webp.WebpDecoder;

/** Reads pictures of every format, told by their first bytes; of what gives none it says why. Safe for many threads. */
public final class PictureReader {

    private final ImageLimits limits;
    private final SharedMemory memory;

    /** A reader that refuses pictures beyond these limits. */
    public PictureReader(ImageLimits limits) {
        this(limits, new SharedMemory(Long.MAX_VALUE));
    }

    /** The same for many threads, whose pictures together hold no more than this memory: who needs more waits. */
    public PictureReader(ImageLimits limits, SharedMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Reads the (first) picture into the sink.
     *
     * @throws UnreadableImage when the bytes give no picture within the limits; rows may have been handed on by then
     * @throws IOException when the bytes can't be had
     */
    public void read(Picture picture, RowSink sink) throws IOException, UnreadableImage {
        var format = PictureFormat.of(picture.head(PictureFormat.HEAD));
        try (var admission = new Admission(format, limits, memory)) {
            decoder(format).decode(picture, admission, sink);
        } catch (EOFException e) {
            throw UnreadableImage.truncated(format);
        } catch (IIOException | RuntimeException e) {
            throw told(format, e);
        }
    }

    private static Decoder decoder(PictureFormat format) {
        return switch (format) {
            case PNG -> new PngDecoder();
            case JPEG -> new JpegDecoder();
            case GIF -> new GifDecoder();
            case BMP -> new BmpDecoder();
            case TIFF -> new TiffDecoder();
            case WEBP -> new WebpDecoder();
        };
    }

    /** What a decoder tripped over, as a fault of the file. */
    private static UnreadableImage told(PictureFormat format, Exception e) {
        if (e.getCause() instanceof EOFException
                || String.valueOf(e.getMessage()).contains("out of stream")) {
            return UnreadableImage.truncated(format);
        }
        var finding =
                e.getMessage() == null ? "its reader fails with " + e.getClass().getSimpleName() : e.getMessage();
        return new UnreadableImage(Reason.CORRUPT, "corrupt " + format + ": " + finding.strip(), e);
    }

    /**
     * Refuses what can be refused by its beginning, before the rest of it is fetched: unknown formats and pictures that are
     * too large. What the beginning does not tell is left for later.
     *
     * @param head the first bytes of a file, or all of them
     * @throws UnreadableImage with {@code EMPTY}, {@code UNKNOWN_FORMAT} or {@code TOO_LARGE}
     */
    public static void refuseByBeginning(byte[] head, ImageLimits limits) throws UnreadableImage {
        PictureFormat.of(Arrays.copyOf(head, Math.min(head.length, PictureFormat.HEAD)));
        try {
            new PictureReader(limits).read(Picture.of(head), new Admitted());
        } catch (UnreadableImage e) {
            if (e.reason() == Reason.TOO_LARGE) {
                throw e;
            }
        } catch (IOException | LinkageError later) {
            // whatever it is, the whole file shows it
        }
    }

    /** Ends the reading where the rows would begin: the size was admitted by then. */
    private static final class Admitted implements RowSink {
        @Override
        public void start(int width, int height) {
            throw new IllegalStateException("the rows are not wanted");
        }

        @Override
        public void row(int y, int[] luminance) {
            throw new IllegalStateException("the rows are not wanted");
        }
    }
}
