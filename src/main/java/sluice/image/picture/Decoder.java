package sluice.image.picture;

import java.io.IOException;

/** Reads the first picture of a file of one format. */
interface Decoder {

    /**
     * Hands the rows to the sink, after the limits have admitted the size.
     *
     * @throws java.io.EOFException where the file ends too early
     * @throws RuntimeException where a reader trips over corrupt data; {@link Picture} gives it a reason
     */
    void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage;
}
