package sluice.image.picture.bmp;

import java.io.BufferedInputStream;
import java.io.IOException;
import sluice.image.bytes.Bytes;
import sluice.image.luminance.Luminance;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** Reads BMP: 1, 4 and 8 bits with a palette, plain or run-length coded; 16, 24 and 32 bits. */
public final class BmpDecoder implements Decoder {

    /** Makes luminance of the row of indexes that is stored at a place, asked for in turn. */
    private interface Rows {
        void next(int stored, int[] luminance) throws IOException;
    }

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var stream = new BufferedInputStream(picture.open(), 1 << 16)) {
            var bytes = new Bytes(stream);
            var header = BmpHeader.read(bytes);
            limits.admit(header.width(), header.height());
            if (header.bits() <= 8) {
                var rows = indexed(bytes, header, limits);
                var luminance = new int[header.width()];
                sink.start(header.width(), header.height());
                for (int i = 0; i < header.height(); i++) {
                    rows.next(i, luminance);
                    sink.row(header.row(i), luminance);
                }
            } else if (header.compression() == BmpHeader.RAW || header.compression() == BmpHeader.BITFIELDS) {
                skipToData(bytes, header, header.position());
                coloured(bytes, header, sink);
            } else {
                throw unsupported(header);
            }
        }
    }

    private static UnreadableImage unsupported(BmpHeader header) {
        return UnreadableImage.unsupported(
                PictureFormat.BMP, header.bits() + " bits with compression " + header.compression());
    }

    private static void skipToData(Bytes bytes, BmpHeader header, long position) throws IOException {
        bytes.skip(Math.max(0, header.dataOffset() - position));
    }

    private static Rows indexed(Bytes bytes, BmpHeader header, Admission limits) throws IOException, UnreadableImage {
        if (header.colours() < 1 || header.colours() > 256) {
            throw UnreadableImage.corrupt(PictureFormat.BMP, "a palette of " + header.colours() + " colours");
        }
        var stored = bytes.block(header.colours() * header.colourBytes());
        var table = table(stored, header);
        long position = header.position() + stored.length;
        skipToData(bytes, header, position);
        int width = header.width();
        if (header.compression() == BmpHeader.RLE8 || header.compression() == BmpHeader.RLE4) {
            limits.admitHeld(width, header.height(), 1);
            var indexes = new BmpRuns(bytes, header, Math.max(header.dataOffset(), position)).indexes();
            return (i, luminance) -> Luminance.ofPacked(indexes, i * width, 8, table, luminance, 0, width);
        }
        if (header.compression() != BmpHeader.RAW || Integer.bitCount(header.bits()) != 1) {
            throw unsupported(header);
        }
        var row = new byte[header.rowBytes()];
        return (i, luminance) -> {
            bytes.fill(row, 0, row.length);
            Luminance.ofPacked(row, 0, header.bits(), table, luminance, 0, width);
        };
    }

    private static int[] table(byte[] stored, BmpHeader header) {
        var palette = new byte[3 * header.colours()];
        for (int i = 0; i < header.colours(); i++) {
            for (int channel = 0; channel < 3; channel++) {
                palette[3 * i + channel] = stored[i * header.colourBytes() + 2 - channel];
            }
        }
        return Luminance.ofPalette(palette, header.colours());
    }

    // a loop of its own: through Rows the JVM makes a tenth less speed of it
    private static void coloured(Bytes bytes, BmpHeader header, RowSink sink) throws IOException, UnreadableImage {
        var layout = BmpLayout.of(header);
        var row = new byte[header.rowBytes()];
        var luminance = new int[header.width()];
        sink.start(header.width(), header.height());
        for (int i = 0; i < header.height(); i++) {
            bytes.fill(row, 0, row.length);
            layout.luminance(row, luminance);
            sink.row(header.row(i), luminance);
        }
    }
}
