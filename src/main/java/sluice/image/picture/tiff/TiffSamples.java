package sluice.image.picture.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sluice.image.luminance.Luminance;
import sluice.image.picture.UnreadableImage;

/** The samples of a TIFF's rows, as luminance. */
final class TiffSamples {

    private final TiffTags tags;
    private final ByteOrder order;
    private final int[] luminance;
    private final int bytes;
    private final byte[] high;

    TiffSamples(TiffTags tags, ByteOrder order) throws UnreadableImage {
        this.tags = tags;
        this.order = order;
        this.luminance = new int[tags.width()];
        this.bytes = tags.bits() / 8;
        this.high = new byte[tags.bits() == 16 ? tags.width() * tags.samples() : 0];
        if (!isKnown()) {
            throw tags.unsupported();
        }
    }

    private boolean isKnown() {
        if (tags.isFax() && (tags.bits() != 1 || tags.samples() != 1)) {
            return false;
        }
        return switch (tags.photometric()) {
            case RGB -> tags.samples() >= 3 && (tags.bits() == 8 || tags.bits() == 16);
            case CMYK -> tags.samples() >= 4 && (tags.bits() == 8 || tags.bits() == 16);
            case YCBCR ->
                tags.samples() == 3 && tags.bits() == 8 && (tags.whole() || tags.compression() == TiffTags.JPEG);
            default ->
                switch (tags.bits()) {
                    case 1, 2, 4 -> tags.samples() == 1;
                    case 8, 16, 32 -> tags.photometric() != TiffTags.Photometric.PALETTE || tags.bits() == 8;
                    default -> false;
                };
        };
    }

    /** A row, pixel by pixel, as luminance; valid until the next call. */
    int[] luminance(byte[] row) {
        int samples = tags.samples();
        switch (tags.photometric()) {
            case RGB -> {
                var colours = eightBits(row);
                if (tags.premultiplied() && samples > 3) {
                    divideByAlpha(colours);
                }
                Luminance.ofRgb(colours, 0, 1, samples, luminance, luminance.length);
            }
            case CMYK -> Luminance.ofCmyk(eightBits(row), 0, samples, luminance, luminance.length);
            case YCBCR ->
                Luminance.ofYcc(
                        row,
                        luminance,
                        luminance.length,
                        tags.compression() == TiffTags.JPEG ? Luminance.LIBJPEG : Luminance.LIBTIFF);
            default -> single(row);
        }
        return luminance;
    }

    /** Of 16 bits the higher eight. */
    private byte[] eightBits(byte[] row) {
        if (tags.bits() == 8) {
            return row;
        }
        int first = order == ByteOrder.BIG_ENDIAN ? 0 : 1;
        for (int i = 0; i < high.length; i++) {
            high[i] = row[2 * i + first];
        }
        return high;
    }

    private void divideByAlpha(byte[] colours) {
        for (int at = 0; at + tags.samples() <= colours.length; at += tags.samples()) {
            int alpha = colours[at + 3] & 0xff;
            for (int i = at; i < at + 3; i++) {
                colours[i] = (byte) (alpha == 0 ? 0 : Math.min(255, (colours[i] & 0xff) * 255 / alpha));
            }
        }
    }

    private void single(byte[] row) {
        int stride = bytes * tags.samples();
        if (tags.bits() < 8) {
            Luminance.ofPacked(row, 0, tags.bits(), tags.table(), luminance, 0, luminance.length);
        } else if (tags.bits() == 8) {
            for (int x = 0; x < luminance.length; x++) {
                luminance[x] = tags.table()[row[x * stride] & 0xff];
            }
        } else {
            var values = ByteBuffer.wrap(row).order(tags.bits() == 32 ? orderOf32() : order);
            for (int x = 0; x < luminance.length; x++) {
                luminance[x] = Math.max(0, Math.min(255, clipped(values, x * stride)));
            }
        }
    }

    // libtiff gives what is compressed in the machine's order, and Pillow still goes by the file's
    private ByteOrder orderOf32() {
        return tags.compression() == TiffTags.UNCOMPRESSED ? order : ByteOrder.LITTLE_ENDIAN;
    }

    // Pillow clips what has more than eight bits, and leaves white at zero as it is there
    private int clipped(ByteBuffer values, int at) {
        boolean signed = tags.sampleFormat() == 2;
        return switch (tags.bits()) {
            case 16 -> signed ? values.getShort(at) : values.getShort(at) & 0xffff;
            default -> tags.sampleFormat() == 3 ? (int) values.getFloat(at) : values.getInt(at);
        };
    }
}
