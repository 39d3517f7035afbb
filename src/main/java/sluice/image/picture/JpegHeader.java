package sluice.image.picture;

import java.io.BufferedInputStream;
import java.io.IOException;

/**
 * What a JPEG tells before its picture.
 *
 * @param components 1 for grey, 3 for colours, 4 for inks
 * @param manyScans whether the picture comes in several scans (progressive), so that libjpeg holds all of it
 */
record JpegHeader(int components, boolean manyScans) {

    private static final int START_OF_SCAN = 0xda;
    private static final int PROGRESSIVE = 0xc2;

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
                    return new JpegHeader(components, progressive || bytes.u8() < components);
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
        return (manyScans ? 2 * components : 0) + (components == 4 ? components : 0);
    }
}
