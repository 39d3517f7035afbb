package sluice.image.picture.jpeg;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import sluice.image.bytes.Bytes;
import sluice.image.picture.Picture;

/**
 * What a JPEG tells before its picture.
 *
 * @param components 1 for grey, 3 for colours, 4 for inks
 * @param scans how many scans make the picture; with more than one (progressive) libjpeg holds all of it
 * @param isYcc whether the first three are brightness and two differences of colour
 * @param hasProfile whether it brings a colour profile
 */
record JpegHeader(int components, int scans, boolean isYcc, boolean hasProfile) {

    private static final int START_OF_SCAN = 0xda;
    private static final int PROGRESSIVE = 0xc2;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int JFIF = 0xe0;
    private static final int PROFILE = 0xe2;
    private static final int ADOBE = 0xee;
    private static final int TRANSFORM_AT = 11;
    private static final int UNTOLD = -1;

    // the frame headers' markers, without the tables that lie between them
    private static boolean frame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    static JpegHeader read(Picture picture) throws IOException {
        try (var stream = new BufferedInputStream(picture.open())) {
            var bytes = new Bytes(stream);
            bytes.skip(2);
            return read(bytes);
        }
    }

    private static JpegHeader read(Bytes bytes) throws IOException {
        byte[] components = {};
        int transform = UNTOLD;
        boolean jfif = false;
        boolean profile = false;
        boolean progressive = false;
        while (true) {
            int marker = marker(bytes);
            int length = Math.max(0, (bytes.u8() << 8 | bytes.u8()) - 2);
            if (marker == START_OF_SCAN) {
                boolean whole = bytes.u8() == components.length;
                int scans = progressive || !whole ? 1 + furtherScans(bytes) : 1;
                return new JpegHeader(components.length, scans, isYcc(components, transform, jfif), profile);
            }
            if (frame(marker)) {
                progressive = marker == PROGRESSIVE;
                components = components(bytes.block(length));
            } else if (marker == ADOBE && length > TRANSFORM_AT) {
                transform = transform(bytes.block(length), transform);
            } else {
                jfif |= marker == JFIF && length >= 14;
                profile |= marker == PROFILE;
                bytes.skip(length);
            }
        }
    }

    private static byte[] components(byte[] frame) {
        int count = frame.length > 5 ? frame[5] : 0;
        var numbers = new byte[Math.max(0, Math.min(count, (frame.length - 6) / 3))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = frame[6 + 3 * i];
        }
        return numbers;
    }

    private static int transform(byte[] application, int otherwise) {
        var name = new String(application, 0, 5, StandardCharsets.ISO_8859_1);
        return name.equals("Adobe") ? application[TRANSFORM_AT] : otherwise;
    }

    /** By the rules of libjpeg: what the file says of itself, else the numbers of its components. */
    private static boolean isYcc(byte[] components, int transform, boolean jfif) {
        if (components.length == 4) {
            return transform == 2;
        }
        if (jfif || transform != UNTOLD) {
            return jfif || transform != 0;
        }
        return !Arrays.equals(components, new byte[] {'R', 'G', 'B'});
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
    int heldPerPixel(boolean raw) {
        return (scans > 1 ? 2 * components : 0) + (raw ? components : 0);
    }
}
