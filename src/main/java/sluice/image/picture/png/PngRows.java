package sluice.image.picture.png;

import java.io.IOException;
import sluice.image.luminance.Luminance;
import sluice.image.picture.UnreadableImage;

/** The rows of a PNG, or of one pass of an interlaced one, as luminance. */
final class PngRows {

    private final PngData data;
    private final PngHeader header;
    private final int width;
    private final int pixel;
    private final int end;
    private final int[] table;
    private final int[] luminance;
    private byte[] row;
    private byte[] above;

    PngRows(PngData data, PngHeader header, int width) {
        this.data = data;
        this.header = header;
        this.width = width;
        this.pixel = header.pixelBytes();
        this.end = pixel + header.rowBytes(width);
        this.table = header.indexed()
                ? Luminance.ofPalette(data.palette(), data.palette().length / 3)
                : Luminance.ofGrey(Math.min(8, header.bits()));
        this.luminance = new int[width];
        this.row = new byte[end];
        this.above = new byte[end];
    }

    /** The next row; valid until the call after it. */
    int[] next() throws IOException, UnreadableImage {
        var free = above;
        above = row;
        row = free;
        data.fill(row, pixel - 1, end - pixel + 1);
        int filter = row[pixel - 1];
        row[pixel - 1] = 0;
        PngFilter.restore(filter, row, above, pixel, end);
        convert();
        return luminance;
    }

    private void convert() {
        int bytes = header.bits() / 8;
        if (pixel == 3) {
            Luminance.ofRgb(row, pixel, luminance, width);
        } else if (header.channels() >= 3) {
            Luminance.ofRgb(row, pixel, bytes, pixel, luminance, width);
        } else if (header.bits() == 16 && header.channels() == 1) {
            clipped();
        } else if (header.channels() == 2) {
            for (int x = 0, at = pixel; x < width; x++, at += pixel) {
                luminance[x] = row[at] & 0xff;
            }
        } else {
            Luminance.ofPacked(row, pixel, header.bits(), table, luminance, 0, width);
        }
    }

    private void clipped() {
        for (int x = 0, at = pixel; x < width; x++, at += 2) {
            luminance[x] = row[at] == 0 ? row[at + 1] & 0xff : 255;
        }
    }
}
