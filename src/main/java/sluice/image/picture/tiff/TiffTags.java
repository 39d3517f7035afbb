package sluice.image.picture.tiff;

import java.util.Arrays;
import sluice.image.luminance.Luminance;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.tiff.compression.FaxRows;

/**
 * The tags of a TIFF's first picture that decide what its samples mean.
 *
 * @param bits of each sample
 * @param samples of a pixel
 * @param sampleFormat 1 for whole numbers from 0, 2 for those with a sign, 3 for floating point
 * @param whole whether each pixel has its own differences of colour
 * @param table luminance of each value of at most 8 bits, where a pixel is one
 */
record TiffTags(
        int width,
        int height,
        Photometric photometric,
        int bits,
        int samples,
        int sampleFormat,
        int compression,
        int orientation,
        boolean premultiplied,
        boolean whole,
        int[] table) {

    static final int UNCOMPRESSED = 1;
    static final int FAX_RUNS = FaxRows.RUNS;
    static final int FAX_GROUP_3 = FaxRows.GROUP_3;
    static final int FAX_GROUP_4 = FaxRows.GROUP_4;
    static final int LZW = 5;
    static final int OLD_JPEG = 6;
    static final int JPEG = 7;
    static final int DEFLATE = 8;
    static final int OLD_DEFLATE = 32946;
    static final int PACKBITS = 32773;
    static final int LZMA = 34925;
    static final int ZSTANDARD = 50000;
    static final int WEBP = 50001;
    private static final int COLOUR_MAP = 320;
    private static final int[] TURNED_TWICE = {1, 1, 1, 1, 1, 5, 7, 5, 7};

    /** How samples are colours; named as the TIFF standard numbers them. */
    enum Photometric {
        WHITE_IS_ZERO,
        BLACK_IS_ZERO,
        RGB,
        PALETTE,
        MASK,
        CMYK,
        YCBCR
    }

    static TiffTags of(TiffDirectory directory) throws UnreadableImage {
        int number = directory.number(262, 0);
        if (number >= Photometric.values().length || number == Photometric.MASK.ordinal()) {
            throw UnreadableImage.unsupported(PictureFormat.TIFF, "photometric interpretation " + number);
        }
        var photometric = Photometric.values()[number];
        int bits = directory.number(258, 1);
        if (Arrays.stream(directory.all(258)).anyMatch(other -> other != bits)) {
            throw UnreadableImage.unsupported(
                    PictureFormat.TIFF, "samples of " + Arrays.toString(directory.all(258)) + " bits");
        }
        return new TiffTags(
                directory.number(256, 0),
                directory.number(257, 0),
                photometric,
                bits,
                directory.number(277, 1),
                directory.number(339, 1),
                directory.number(259, UNCOMPRESSED),
                orientation(directory, photometric),
                directory.number(338, 0) == 1,
                Arrays.equals(directory.all(530), new long[] {1, 1}),
                bits > 8
                        ? new int[0]
                        : photometric == Photometric.PALETTE ? palette(directory) : grey(photometric, bits));
    }

    // libtiff turns such a picture too, as far as that goes without making rows of columns, and Pillow turns it again
    private static int orientation(TiffDirectory directory, Photometric photometric) {
        int said = directory.number(274, 1);
        int compression = directory.number(259, UNCOMPRESSED);
        boolean twice = photometric == Photometric.YCBCR && compression != JPEG && compression != OLD_JPEG;
        return twice && said >= 0 && said < TURNED_TWICE.length ? TURNED_TWICE[said] : said;
    }

    private static int[] palette(TiffDirectory directory) {
        var field = directory.all(COLOUR_MAP);
        int colours = Math.min(256, field.length / 3);
        var palette = new byte[3 * colours];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (field[i % 3 * (field.length / 3) + i / 3] >> 8);
        }
        return Luminance.ofPalette(palette, colours);
    }

    private static int[] grey(Photometric photometric, int bits) {
        var table = Luminance.ofGrey(bits);
        if (photometric == Photometric.WHITE_IS_ZERO) {
            for (int i = 0; i < table.length; i++) {
                table[i] = 255 - table[i];
            }
        }
        return table;
    }

    boolean isFax() {
        return compression >= FAX_RUNS && compression <= FAX_GROUP_4;
    }

    boolean transposed() {
        return orientation >= 5 && orientation <= 8;
    }

    /** Whether the last stored row is the first; of a transposed picture, before columns become rows. */
    boolean upsideDown() {
        return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    }

    /** Whether rows go from right to left; of a transposed picture, before columns become rows. */
    boolean rightToLeft() {
        return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    }

    UnreadableImage unsupported() {
        return UnreadableImage.unsupported(
                PictureFormat.TIFF, samples + " samples of " + bits + " bits as " + photometric);
    }
}
