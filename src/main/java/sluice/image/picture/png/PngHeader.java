package sluice.image.picture.png;

import java.util.Set;
import sluice.image.bytes.Bytes;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** What the first chunk of a PNG tells. */
record PngHeader(int width, int height, int bits, int colourType, boolean interlaced) {

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int INDEXED = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    static PngHeader of(byte[] chunk) throws UnreadableImage {
        if (chunk.length < 13 || chunk[10] != 0 || chunk[11] != 0 || (chunk[12] & ~1) != 0) {
            throw UnreadableImage.corrupt(PictureFormat.PNG, "its header is not one");
        }
        var header = new PngHeader(Bytes.big32(chunk, 0), Bytes.big32(chunk, 4), chunk[8], chunk[9], chunk[12] == 1);
        if (!header.possibleBits().contains(header.bits)) {
            throw UnreadableImage.corrupt(
                    PictureFormat.PNG, "colour type " + header.colourType + " with " + header.bits + " bits");
        }
        return header;
    }

    private Set<Integer> possibleBits() {
        return switch (colourType) {
            case GREY -> Set.of(1, 2, 4, 8, 16);
            case INDEXED -> Set.of(1, 2, 4, 8);
            case RGB, GREY_ALPHA, RGB_ALPHA -> Set.of(8, 16);
            default -> Set.of();
        };
    }

    boolean indexed() {
        return colourType == INDEXED;
    }

    int channels() {
        return switch (colourType) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** How far back a filter looks for the pixel to the left, in bytes. */
    int pixelBytes() {
        return Math.max(1, bits * channels() / 8);
    }

    /** How many bytes a row of so many pixels takes, without its filter's number. */
    int rowBytes(int pixels) {
        return Math.toIntExact(((long) pixels * bits * channels() + 7) / 8);
    }
}
