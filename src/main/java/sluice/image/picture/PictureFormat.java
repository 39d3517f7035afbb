package sluice.image.picture;

import java.util.HexFormat;
import java.util.List;
import sluice.image.picture.UnreadableImage.Reason;

/** The formats that are read, told by the first bytes of a file and never by its name. */
public enum PictureFormat {
    /** With any depth, palette or interlacing. */
    PNG("89504e470d0a1a0a"),
    /** Baseline and progressive, of one, three or four components. */
    JPEG("ffd8ff"),
    /** Of both versions. */
    GIF("474946383761", "474946383961"),
    /** Of Windows and OS/2. */
    BMP("424d"),
    /** In both byte orders, BigTIFF too. */
    TIFF("49492a00", "4d4d002a", "49492b00", "4d4d002b"),
    /** Lossy, lossless or animated. */
    WEBP("52494646????????57454250");

    /** How many bytes tell the format. */
    public static final int HEAD = 12;

    private final List<String> signatures;

    PictureFormat(String... signatures) {
        this.signatures = List.of(signatures);
    }

    /**
     * The format of a file that begins like this.
     *
     * @param head its first {@link #HEAD} bytes, or all of them
     * @throws UnreadableImage with {@code EMPTY} or {@code UNKNOWN_FORMAT}
     */
    public static PictureFormat of(byte[] head) throws UnreadableImage {
        if (head.length == 0) {
            throw new UnreadableImage(Reason.EMPTY, "empty: the file has no bytes. Fetch it again.");
        }
        var digits = HexFormat.of().formatHex(head);
        for (var format : values()) {
            if (format.signatures.stream().anyMatch(signature -> begins(digits, signature))) {
                return format;
            }
        }
        throw new UnreadableImage(
                Reason.UNKNOWN_FORMAT,
                "unknown format: its first bytes are not those of PNG, JPEG, GIF, BMP, TIFF or WebP");
    }

    private static boolean begins(String digits, String signature) {
        if (digits.length() < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if (signature.charAt(i) != '?' && signature.charAt(i) != digits.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
