package sluice.image.picture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * What a JPEG tells before its picture.
 *
 * @param components 1 for grey, 3 for colours, 4 for inks
 * @param scans how many scans make the picture; with more than one (progressive) libjpeg holds all of it
 */
record JpegHeader(int components, int scans) {

    private static final int START_OF_SCAN = 0xda;
    private static final int PROGRESSIVE = 0xc2;
    private static final int END_OF_IMAGE = 0xd9;

    // the frame headers' markers, without the tables that lie between them
    private static boolean frame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    static JpegHeader read(Picture picture) throws IOException {
        try (var stream = new BufferedInputStream(picture.open())) {
            var bytes = new Bytes(stream);
            bytes.skip(2);
            int components = 0;
            boolean progressive = false;
            while (true) {
                int marker = marker(bytes);
                int length = (bytes.u8() << 8 | bytes.u8()) - 2;
                if (marker == START_OF_SCAN) {
                    boolean whole = bytes.u8() == components;
                    return new JpegHeader(components, progressive || !whole ? 1 + furtherScans(bytes) : 1);
                }
                if (frame(marker)) {
                    progressive = marker == PROGRESSIVE;
                    bytes.skip(5);
                    components = bytes.u8();
                    length -= 6;
                }
                bytes.skip(Math.max(0, length));
            }
        }
    }

    private static int furtherScans(Bytes bytes) throws IOException {
        int scans = 0;
        try {
            for (int marker = marker(bytes); marker != END_OF_IMAGE; marker = marker(bytes)) {
                scans += marker == START_OF_SCAN ? 1 : 0;
            }
        } catch (EOFException e) {
            // cut off: the decoder will say so
        }
        return scans;
    }

    private static int marker(Bytes bytes) throws IOException {
        int value = bytes.u8();
        while (value != 0xff) {
            value = bytes.u8();
        }
        while (value == 0xff) {
            value = bytes.u8();
        }
        return value;
    }

    /** Bytes held per pixel while the picture is decoded, 0 where it goes row by row. */
    int heldPerPixel() {
        return (scans > 1 ? 2 * components : 0) + (components == 4 ? components : 0);
    }
}
