package sluice.image.picture.png;

import java.io.BufferedInputStream;
import java.io.IOException;
import sluice.image.luminance.Plane;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.Picture;
import sluice.image.picture.UnreadableImage;

/** Reads PNG: every colour type and depth, row by row; interlaced pictures wait in memory until complete. */
public final class PngDecoder implements Decoder {

    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var stream = new BufferedInputStream(picture.open(), 1 << 16);
                var data = new PngData(stream)) {
            var header = data.header();
            limits.admit(header.width(), header.height());
            if (header.interlaced()) {
                limits.admitHeld(header.width(), header.height(), 1);
                interlaced(data, header, sink);
            } else {
                var rows = new PngRows(data, header, header.width());
                sink.start(header.width(), header.height());
                for (int y = 0; y < header.height(); y++) {
                    sink.row(y, rows.next());
                }
            }
            data.verify();
        }
    }

    private static void interlaced(PngData data, PngHeader header, RowSink sink) throws IOException, UnreadableImage {
        var plane = new Plane(header.width(), header.height());
        for (int[] pass : PASSES) {
            int width = (header.width() - pass[0] + pass[2] - 1) / pass[2];
            if (width == 0) {
                continue;
            }
            var rows = new PngRows(data, header, width);
            for (int y = pass[1]; y < header.height(); y += pass[3]) {
                plane.spread(y, pass[0], pass[2], rows.next(), width);
            }
        }
        plane.replay(sink);
    }
}
