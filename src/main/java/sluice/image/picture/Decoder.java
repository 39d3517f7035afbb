package sluice.image.picture;

import java.io.IOException;
import sluice.image.luminance.RowSink;

/** Reads the first picture of a file of one format. */
public interface Decoder {

    /**
     * Hands the rows to the sink, after the limits have admitted the size.
     *
     * @throws java.io.EOFException where the file ends too early
     * @throws RuntimeException where a reader trips over corrupt data; who called gives it a reason
     */
    void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage;
}
