package sluice.image.picture.gif;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import sluice.image.bytes.Bytes;
import sluice.image.luminance.Luminance;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** Reads the first frame of a GIF, on the screen that it is drawn on. */
public final class GifDecoder implements Decoder {

    private static final int SIGNATURE = 6;
    private static final int EXTENSION = '!';
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int FRAME = ',';
    private static final int END = ';';
    private static final int HAS_PALETTE = 0x80;
    private static final int INTERLACED = 0x40;
    private static final int TRANSPARENT = 1;

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var stream = new BufferedInputStream(picture.open(), 1 << 16)) {
            var bytes = new Bytes(stream);
            bytes.skip(SIGNATURE);
            int width = bytes.littleU16();
            int height = bytes.littleU16();
            int flags = bytes.u8();
            bytes.skip(2);
            var table = table(bytes, flags, Luminance.ofGrey(8));
            int background = seekFrame(bytes);
            new Frame(bytes, width, height, table).decode(background, limits, sink);
        }
    }

    private static int[] table(Bytes bytes, int flags, int[] otherwise) throws IOException {
        if ((flags & HAS_PALETTE) == 0) {
            return otherwise;
        }
        int colours = 2 << (flags & 7);
        return Luminance.ofPalette(bytes.block(3 * colours), colours);
    }

    /** Goes to the first frame; the index that the screen around it shows. */
    private static int seekFrame(Bytes bytes) throws IOException, UnreadableImage {
        int background = 0;
        for (int kind = bytes.u8(); kind != FRAME; kind = bytes.u8()) {
            if (kind == END) {
                throw UnreadableImage.corrupt(PictureFormat.GIF, "it holds no frame");
            }
            if (kind == EXTENSION) {
                boolean control = bytes.u8() == GRAPHIC_CONTROL;
                for (int length = bytes.u8(); length != 0; length = bytes.u8()) {
                    var block = bytes.block(length);
                    if (control && length >= 4 && (block[0] & TRANSPARENT) != 0) {
                        background = block[3] & 0xff;
                    }
                }
            }
        }
        return background;
    }

    /** The frame's own header and what follows from it. */
    private static final class Frame {

        private final Bytes bytes;
        private final int left;
        private final int top;
        private final int width;
        private final int height;
        private final int screenWidth;
        private final int screenHeight;
        private final boolean interlaced;
        private final int[] table;

        Frame(Bytes bytes, int screenWidth, int screenHeight, int[] screenTable) throws IOException {
            this.bytes = bytes;
            this.left = bytes.littleU16();
            this.top = bytes.littleU16();
            this.width = bytes.littleU16();
            this.height = bytes.littleU16();
            // a frame that exceeds the screen enlarges it
            this.screenWidth = Math.max(screenWidth, left + width);
            this.screenHeight = Math.max(screenHeight, top + height);
            int flags = bytes.u8();
            this.interlaced = (flags & INTERLACED) != 0;
            this.table = table(bytes, flags, screenTable);
        }

        void decode(int background, Admission limits, RowSink sink) throws IOException, UnreadableImage {
            limits.admit(screenWidth, screenHeight);
            var pixels = new GifPixels(bytes);
            var luminance = new int[screenWidth];
            Arrays.fill(luminance, table[background]);
            sink.start(screenWidth, screenHeight);
            for (int y = 0; y < screenHeight; y++) {
                if (y < top || y >= top + height) {
                    sink.row(y, luminance);
                }
            }
            if (!interlaced) {
                rows(pixels, luminance, sink, 0, 1);
                return;
            }
            rows(pixels, luminance, sink, 0, 8);
            rows(pixels, luminance, sink, 4, 8);
            rows(pixels, luminance, sink, 2, 4);
            rows(pixels, luminance, sink, 1, 2);
        }

        private void rows(GifPixels pixels, int[] luminance, RowSink sink, int first, int step)
                throws IOException, UnreadableImage {
            var indexes = new byte[width];
            for (int y = first; y < height; y += step) {
                pixels.fill(indexes, width);
                Luminance.ofPacked(indexes, 0, 8, table, luminance, left, width);
                sink.row(top + y, luminance);
            }
        }
    }
}
