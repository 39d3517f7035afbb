package sluice.image.picture;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** The samples of a TIFF's rows, as luminance. */
final class TiffSamples {

    private final TiffTags tags;
    private final int width;
    private final int[] luminance;
    private byte[] bytes = new byte[0];
    private int[] band;
    private float[] floats;

    TiffSamples(TiffTags tags, int width) {
        this.tags = tags;
        this.width = width;
        this.luminance = new int[width];
    }

    /** Row {@code y} of this part of the picture; valid until the next call. */
    int[] luminance(Raster raster, int y) throws UnreadableImage {
        switch (tags.photometric()) {
            case RGB, YCBCR -> colours(raster, y, 3);
            case CMYK -> colours(raster, y, 4);
            default -> single(raster, y);
        }
        if (tags.rightToLeft()) {
            for (int i = 0, j = width - 1; i < j; i++, j--) {
                int swap = luminance[i];
                luminance[i] = luminance[j];
                luminance[j] = swap;
            }
        }
        return luminance;
    }

    private void colours(Raster raster, int y, int inks) throws UnreadableImage {
        int bands = raster.getNumBands();
        if (bands < inks || tags.bits() != 8 && tags.bits() != 16) {
            throw unsupported();
        }
        if (bytes.length == 0) {
            bytes = new byte[width * bands];
        }
        if (raster.getTransferType() == DataBuffer.TYPE_BYTE) {
            raster.getDataElements(0, y, width, 1, bytes);
        } else {
            highBytes(raster, y, bands);
        }
        if (inks == 4) {
            Luminance.ofCmyk(bytes, 0, bands, luminance, width);
            return;
        }
        if (tags.premultiplied() && bands > 3) {
            divideByAlpha(bands);
        }
        Luminance.ofRgb(bytes, 0, 1, bands, luminance, width);
    }

    private void highBytes(Raster raster, int y, int bands) {
        for (int b = 0; b < bands; b++) {
            band = raster.getSamples(0, y, width, 1, b, band);
            for (int x = 0; x < width; x++) {
                bytes[x * bands + b] = (byte) (band[x] >> 8);
            }
        }
    }

    private void divideByAlpha(int bands) {
        for (int at = 0; at < bytes.length; at += bands) {
            int alpha = bytes[at + 3] & 0xff;
            for (int i = at; i < at + 3; i++) {
                bytes[i] = (byte) (alpha == 0 ? 0 : Math.min(255, (bytes[i] & 0xff) * 255 / alpha));
            }
        }
    }

    private void single(Raster raster, int y) throws UnreadableImage {
        if (raster.getTransferType() == DataBuffer.TYPE_FLOAT) {
            floats = raster.getSamples(0, y, width, 1, 0, floats);
            for (int x = 0; x < width; x++) {
                luminance[x] = (int) Math.max(0, Math.min(255, floats[x]));
            }
            return;
        }
        band = raster.getSamples(0, y, width, 1, 0, band);
        switch (tags.bits()) {
            case 1, 2, 4, 8 -> throughTable();
            case 16, 32 -> clipped();
            default -> throw unsupported();
        }
    }

    private void throughTable() {
        boolean palette = tags.photometric() == TiffTags.Photometric.PALETTE;
        var table = palette ? tags.table() : Luminance.ofGrey(tags.bits());
        for (int x = 0; x < width; x++) {
            luminance[x] = table[band[x]];
        }
    }

    // the JDK's reader turns round what has white at zero; Pillow leaves it as it is where it has 16 bits
    private void clipped() {
        boolean turned = tags.bits() == 16 && tags.photometric() == TiffTags.Photometric.WHITE_IS_ZERO;
        for (int x = 0; x < width; x++) {
            int value = turned ? 65535 - band[x] : band[x];
            luminance[x] = Math.max(0, Math.min(255, value));
        }
    }

    private UnreadableImage unsupported() {
        return UnreadableImage.unsupported(
                PictureFormat.TIFF, tags.samples() + " samples of " + tags.bits() + " bits as " + tags.photometric());
    }
}
