package sluice.image.picture.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import javax.imageio.stream.ImageInputStream;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;
import sluice.image.bytes.Section;
import sluice.image.picture.Admission;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.tiff.compression.FaxRows;
import sluice.image.picture.tiff.compression.LzwStream;
import sluice.image.picture.tiff.compression.PackBitsStream;

/** The stored rows of a TIFF, from its strips or tiles, without any of them in memory as a whole but JPEG. */
final class TiffRows implements AutoCloseable {

    private static final int LZMA_KIBIBYTES = 100 << 10;
    private static final int HELD_BY_WEBP = 9;

    private final ImageInputStream file;
    private final long size;
    private final TiffDirectory directory;
    private final TiffTags tags;
    private final Admission limits;
    private final int blockWidth;
    private final int blockHeight;
    private final int across;
    private final int planes;
    private final byte[] row;
    private final byte[] part;
    private TiffBlock[] blocks = new TiffBlock[0];

    TiffRows(ImageInputStream file, long size, TiffDirectory directory, TiffTags tags, Admission limits)
            throws UnreadableImage {
        this.file = file;
        this.size = size;
        this.directory = directory;
        this.tags = tags;
        this.limits = limits;
        boolean tiled = directory.has(324);
        this.blockWidth = Math.max(1, tiled ? directory.number(322, tags.width()) : tags.width());
        this.blockHeight = Math.max(1, Math.min(directory.number(tiled ? 323 : 278, tags.height()), tags.height()));
        this.across = (tags.width() - 1) / blockWidth + 1;
        this.planes = directory.number(284, 1) == 2 ? tags.samples() : 1;
        if (planes > 1 && tags.bits() % 8 != 0 || (long) across * rowBytes() > 1 << 28) {
            throw tags.unsupported();
        }
        this.part = new byte[rowBytes()];
        this.row = new byte[part.length * across * planes];
    }

    /** How it can be read at all: what else there is, is left to another reader. */
    static boolean understands(int compression) {
        return switch (compression) {
            case TiffTags.UNCOMPRESSED,
                    TiffTags.LZW,
                    TiffTags.JPEG,
                    TiffTags.DEFLATE,
                    TiffTags.OLD_DEFLATE,
                    TiffTags.PACKBITS,
                    TiffTags.FAX_RUNS,
                    TiffTags.FAX_GROUP_3,
                    TiffTags.FAX_GROUP_4,
                    TiffTags.LZMA,
                    TiffTags.WEBP -> true;
            default -> false;
        };
    }

    private int samplesOfABlock() {
        return tags.samples() / planes;
    }

    private int rowBytes() {
        return Math.toIntExact(((long) blockWidth * samplesOfABlock() * tags.bits() + 7) / 8);
    }

    /** Row {@code y}, pixel by pixel with all samples of each, to be asked for in turn; valid until the next call. */
    byte[] row(int y) throws IOException, UnreadableImage {
        try {
            if (y % blockHeight == 0) {
                open(y / blockHeight);
            }
            for (int plane = 0; plane < planes; plane++) {
                for (int column = 0; column < across; column++) {
                    var block = blocks[plane * across + column];
                    if (planes == 1) {
                        block.row(row, column * part.length, part.length);
                    } else {
                        block.row(part, 0, part.length);
                        spread(plane, column);
                    }
                }
            }
            return row;
        } catch (ZipException | XZIOException corrupt) {
            throw UnreadableImage.corrupt(PictureFormat.TIFF, String.valueOf(corrupt.getMessage()));
        }
    }

    private void spread(int plane, int column) {
        int bytes = tags.bits() / 8;
        int to = (column * blockWidth * planes + plane) * bytes;
        for (int from = 0; from < part.length; from += bytes, to += planes * bytes) {
            System.arraycopy(part, from, row, to, bytes);
        }
    }

    private void open(int band) throws IOException, UnreadableImage {
        close();
        int down = (tags.height() - 1) / blockHeight + 1;
        blocks = new TiffBlock[planes * across];
        for (int i = 0; i < blocks.length; i++) {
            int number = (i / across * down + band) * across + i % across;
            boolean predicted = directory.number(317, 1) == 2 && isPredictable();
            blocks[i] = new TiffBlock(stream(number), tags.bits(), samplesOfABlock(), predicted, file.getByteOrder());
        }
    }

    private boolean isPredictable() {
        return tags.compression() == TiffTags.LZW
                || tags.compression() == TiffTags.LZMA
                || tags.compression() == TiffTags.DEFLATE
                || tags.compression() == TiffTags.OLD_DEFLATE;
    }

    private InputStream stream(int number) throws IOException, UnreadableImage {
        var offsets = directory.all(directory.has(324) ? 324 : 273);
        var counts = directory.all(directory.has(325) ? 325 : 279);
        if (number >= offsets.length) {
            throw UnreadableImage.corrupt(PictureFormat.TIFF, "it has " + offsets.length + " strips or tiles only");
        }
        // parts that are pictures of their own keep their bits in order
        boolean reversed = directory.number(266, 1) == 2 && tags.compression() != TiffTags.JPEG;
        // programs write wrong counts where nobody needs them
        boolean counted = tags.compression() != TiffTags.UNCOMPRESSED && number < counts.length;
        long left = Math.max(0, size - offsets[number]);
        var section = new Section(file, offsets[number], counted ? Math.min(left, counts[number]) : left, reversed);
        return switch (tags.compression()) {
            case TiffTags.LZW -> new LzwStream(section);
            case TiffTags.PACKBITS -> new PackBitsStream(section);
            case TiffTags.DEFLATE, TiffTags.OLD_DEFLATE -> new InflaterInputStream(section);
            case TiffTags.FAX_RUNS, TiffTags.FAX_GROUP_3, TiffTags.FAX_GROUP_4 ->
                new FaxRows(section, blockWidth, tags.compression(), directory.number(292, 0));
            case TiffTags.LZMA -> lzma(section);
            case TiffTags.JPEG, TiffTags.WEBP -> picture(section, number < counts.length ? counts[number] : left);
            default -> section;
        };
    }

    private InputStream lzma(Section section) throws IOException, UnreadableImage {
        if (blocks.length == 1) {
            return new XZInputStream(section, LZMA_KIBIBYTES);
        }
        // each that is open holds megabytes, and a row may cross hundreds: they are decoded one by one
        limits.admitHeld(part.length, blockHeight, 1);
        try (var stream = new XZInputStream(section, LZMA_KIBIBYTES)) {
            return TiffBlock.whole(stream.readNBytes(part.length * blockHeight));
        }
    }

    private InputStream picture(Section section, long bytes) throws IOException, UnreadableImage {
        boolean webp = tags.compression() == TiffTags.WEBP;
        limits.admitFile(bytes);
        limits.admitHeld(blockWidth, blockHeight, webp ? HELD_BY_WEBP : 2 * samplesOfABlock());
        var block = section.readAllBytes();
        return TiffBlock.whole(
                webp
                        ? TiffWebp.decode(block, samplesOfABlock())
                        : new TiffJpeg(directory.all(347)).decode(block, samplesOfABlock()));
    }

    @Override
    public void close() throws IOException {
        for (TiffBlock block : blocks) {
            if (block != null) {
                block.stream().close();
            }
        }
    }
}
