package sluice.image.picture;

import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** One of the JDK's image readers at work on a picture, and the warnings that it gave. */
public final class Reading implements AutoCloseable {

    private final PictureFormat format;
    private final ImageInputStream stream;
    private final ImageReader reader;
    private boolean truncated;

    /**
     * Opens the picture with the reader of this format.
     *
     * @throws IOException when the bytes can't be had
     */
    public Reading(Picture picture, PictureFormat format) throws IOException {
        this.format = format;
        this.reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        this.stream = picture.openForImageReader();
        reader.setInput(stream, true, format != PictureFormat.TIFF);
        reader.addIIOReadWarningListener((source, warning) -> truncated |= warning.contains("EOI"));
    }

    /** The reader, which has its input; to be used by one thread. */
    public ImageReader reader() {
        return reader;
    }

    /** The JPEG reader fills the rest of a truncated file with grey and only warns. */
    public void refuseIfTruncated() throws UnreadableImage {
        if (truncated) {
            throw UnreadableImage.truncated(format);
        }
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        stream.close();
    }
}
