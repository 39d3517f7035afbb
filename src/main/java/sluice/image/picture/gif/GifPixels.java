package sluice.image.picture.gif;

import java.io.EOFException;
import java.io.IOException;
import sluice.image.bytes.Bytes;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** The pixels of a GIF frame, decompressed (LZW) on demand. */
final class GifPixels {

    private static final int MOST_CODES = 4096;

    private final Bytes bytes;
    private final int rootBits;
    private final int clear;
    private final int[] prefix = new int[MOST_CODES];
    private final byte[] suffix = new byte[MOST_CODES];
    private final byte[] word = new byte[MOST_CODES + 1];
    private byte[] block = new byte[0];
    private int blockAt;
    private int bitBuffer;
    private int bitCount;
    private int codeBits;
    private int known;
    private int previous;
    private int first;
    private int wordLeft;

    GifPixels(Bytes bytes) throws IOException, UnreadableImage {
        this.bytes = bytes;
        this.rootBits = bytes.u8();
        if (rootBits < 1 || rootBits > 11) {
            throw UnreadableImage.corrupt(PictureFormat.GIF, "codes of " + rootBits + " bits to begin with");
        }
        this.clear = 1 << rootBits;
        for (int i = 0; i < clear; i++) {
            suffix[i] = (byte) i;
        }
        forget();
    }

    private void forget() {
        codeBits = rootBits + 1;
        known = clear + 2;
        previous = -1;
    }

    /** Fills the row with palette indexes. */
    void fill(byte[] row, int end) throws IOException, UnreadableImage {
        int at = 0;
        while (at < end) {
            while (wordLeft > 0 && at < end) {
                row[at++] = word[--wordLeft];
            }
            if (at < end) {
                nextWord();
            }
        }
    }

    private void nextWord() throws IOException, UnreadableImage {
        int code = code();
        if (code == clear) {
            forget();
        } else if (code == clear + 1) {
            throw new EOFException();
        } else if (code > known || code == known && previous < 0) {
            throw UnreadableImage.corrupt(PictureFormat.GIF, "its compressed data is damaged");
        } else {
            spell(code);
        }
    }

    /** Writes the code's word backwards, and learns the word before it with this one's first letter. */
    private void spell(int code) {
        int rest = code;
        if (code == known) {
            word[wordLeft++] = (byte) first;
            rest = previous;
        }
        while (rest > clear) {
            word[wordLeft++] = suffix[rest];
            rest = prefix[rest];
        }
        first = suffix[rest] & 0xff;
        word[wordLeft++] = (byte) first;
        if (previous >= 0 && known < MOST_CODES) {
            prefix[known] = previous;
            suffix[known++] = (byte) first;
            if (known == 1 << codeBits && codeBits < 12) {
                codeBits++;
            }
        }
        previous = code;
    }

    private int code() throws IOException {
        while (bitCount < codeBits) {
            if (blockAt == block.length) {
                nextBlock();
            }
            bitBuffer |= (block[blockAt++] & 0xff) << bitCount;
            bitCount += 8;
        }
        int code = bitBuffer & (1 << codeBits) - 1;
        bitBuffer >>>= codeBits;
        bitCount -= codeBits;
        return code;
    }

    private void nextBlock() throws IOException {
        int length = bytes.u8();
        if (length == 0) {
            throw new EOFException();
        }
        block = bytes.block(length);
        blockAt = 0;
    }
}
