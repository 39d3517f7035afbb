package sluice.image.picture.tiff;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** The numbers that the first directory of a TIFF, or of a BigTIFF, holds of its picture. */
final class TiffDirectory {

    private static final int INTEL = 0x4949;
    private static final int BIG = 43;
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    // others may be long and mean nothing for the picture
    private static final Set<Integer> WANTED = Set.of(
            256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 317, 320, 322, 323, 324, 325, 338, 339,
            347, 530);

    private final Map<Integer, long[]> values = new HashMap<>();

    private TiffDirectory() {}

    /** Reads it; the stream's byte order is the file's afterwards. */
    static TiffDirectory first(ImageInputStream in, long size) throws IOException, UnreadableImage {
        var directory = new TiffDirectory();
        in.seek(0);
        in.setByteOrder(in.readUnsignedShort() == INTEL ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        boolean big = in.readUnsignedShort() == BIG;
        if (big) {
            in.readInt();
        }
        in.seek(offset(in, big));
        long entries = big ? in.readLong() : in.readUnsignedShort();
        long at = in.getStreamPosition();
        int entryBytes = big ? 20 : 12;
        if (entries < 1 || entries > size / entryBytes + 1) {
            throw UnreadableImage.corrupt(PictureFormat.TIFF, "a directory of " + entries + " entries");
        }
        for (long i = 0; i < entries; i++) {
            in.seek(at + i * entryBytes);
            directory.entry(in, big, size);
        }
        return directory;
    }

    private void entry(ImageInputStream in, boolean big, long size) throws IOException, UnreadableImage {
        int tag = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long count = offset(in, big);
        if (!WANTED.contains(tag) || type >= TYPE_BYTES.length || TYPE_BYTES[type] == 0 || count == 0) {
            return;
        }
        if (count < 0 || count > size / TYPE_BYTES[type]) {
            throw UnreadableImage.corrupt(PictureFormat.TIFF, "tag " + tag + " has " + count + " values");
        }
        if (count * TYPE_BYTES[type] > (big ? 8 : 4)) {
            in.seek(offset(in, big));
        }
        var numbers = new long[Math.toIntExact(count)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(in, TYPE_BYTES[type]);
        }
        values.put(tag, numbers);
    }

    private static long offset(ImageInputStream in, boolean big) throws IOException {
        return big ? in.readLong() : in.readUnsignedInt();
    }

    private static long number(ImageInputStream in, int bytes) throws IOException {
        return switch (bytes) {
            case 1 -> in.readUnsignedByte();
            case 2 -> in.readUnsignedShort();
            case 4 -> in.readUnsignedInt();
            default -> in.readLong();
        };
    }

    boolean has(int tag) {
        return values.containsKey(tag);
    }

    /** All values of a tag, none if it is missing. */
    long[] all(int tag) {
        return values.getOrDefault(tag, new long[0]);
    }

    /** The first value of a tag. */
    int number(int tag, int otherwise) {
        return has(tag) ? (int) Math.min(Integer.MAX_VALUE, all(tag)[0]) : otherwise;
    }
}
