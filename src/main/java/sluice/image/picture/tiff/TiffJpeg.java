package sluice.image.picture.tiff;

import java.awt.image.Raster;
import java.io.IOException;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.Reading;
import sluice.image.picture.UnreadableImage;

/** Strips and tiles of a TIFF that are JPEG: the samples as they were before any conversion of colours. */
final class TiffJpeg {

    private final byte[] tables;

    /** @param tables those that all strips share, a JPEG without a picture; empty if each has its own */
    TiffJpeg(long[] tables) {
        this.tables = new byte[tables.length];
        for (int i = 0; i < tables.length; i++) {
            this.tables[i] = (byte) tables[i];
        }
    }

    /** The samples of a block, pixel by pixel. */
    byte[] decode(byte[] block, int samples) throws IOException, UnreadableImage {
        try (var reading = new Reading(Picture.of(joined(block)), PictureFormat.JPEG)) {
            Raster raster = reading.reader().readRaster(0, null);
            reading.refuseIfTruncated();
            if (raster.getNumBands() != samples) {
                throw UnreadableImage.corrupt(PictureFormat.TIFF, "a strip of " + raster.getNumBands() + " samples");
            }
            return (byte[]) raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), null);
        }
    }

    /** The tables without their end, and the block without its beginning. */
    private byte[] joined(byte[] block) {
        if (tables.length < 4 || block.length < 2) {
            return block;
        }
        var all = new byte[tables.length - 2 + block.length - 2];
        System.arraycopy(tables, 0, all, 0, tables.length - 2);
        System.arraycopy(block, 2, all, tables.length - 2, block.length - 2);
        return all;
    }
}
