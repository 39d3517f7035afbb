package sluice.image.picture.webp;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import sluice.image.luminance.Luminance;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.Reading;
import sluice.image.picture.UnreadableImage;

/** Reads WebP through libwebp; of an animation the first frame, on its canvas. */
public final class WebpDecoder implements Decoder {

    // the pixels as ints, and the file's bytes with libwebp's own work beside them
    private static final int HELD_PER_PIXEL = 5;

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        limits.admitFile(picture.size());
        var frame = WebpFrame.first(picture.allBytes());
        limits.admit(frame.canvasWidth(), frame.canvasHeight());
        limits.admitHeld(frame.canvasWidth(), frame.canvasHeight(), HELD_PER_PIXEL);
        rows(frame, raster(frame), sink);
    }

    /**
     * The pixels of the first frame of a file by themselves, without its canvas: alpha, red, green and blue in an int each.
     *
     * @throws java.io.EOFException where the file ends too early
     * @throws IOException where there is no libwebp for this machine
     */
    public static Raster raster(byte[] file) throws IOException, UnreadableImage {
        return raster(WebpFrame.first(file));
    }

    private static Raster raster(WebpFrame frame) throws IOException, UnreadableImage {
        try (var reading = new Reading(Picture.of(frame.still()), PictureFormat.WEBP)) {
            return reading.reader().read(0).getRaster();
        } catch (IOException e) {
            // all bytes are in memory, so this is libwebp's verdict
            if (String.valueOf(e.getMessage()).endsWith("NotEnoughData")) {
                throw UnreadableImage.truncated(PictureFormat.WEBP);
            }
            throw UnreadableImage.corrupt(PictureFormat.WEBP, e.getMessage());
        } catch (OutOfMemoryError e) {
            // Java's own has a message; libwebp's has none, and is what it says of tables whose size damage made up
            if (e.getMessage() != null) {
                throw e;
            }
            throw UnreadableImage.corrupt(PictureFormat.WEBP, "it asks for more memory than there is");
        } catch (LinkageError e) {
            throw new IOException(
                    "WebP can't be read here: there is no libwebp for " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch"),
                    e);
        }
    }

    private static void rows(WebpFrame frame, Raster raster, RowSink sink) {
        var colours = new int[raster.getWidth()];
        var luminance = new int[frame.canvasWidth()];
        sink.start(frame.canvasWidth(), frame.canvasHeight());
        for (int y = 0; y < frame.canvasHeight(); y++) {
            int inside = y - frame.y();
            if (inside >= 0 && inside < raster.getHeight()) {
                raster.getDataElements(0, inside, colours.length, 1, colours);
                Luminance.ofArgb(colours, luminance, frame.x());
            } else {
                Arrays.fill(luminance, 0);
            }
            sink.row(y, luminance);
        }
    }
}
