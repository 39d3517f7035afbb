package sluice.image.picture;

import java.util.HexFormat;
import java.util.List;

/** The formats that are read, told by the first bytes of a file and never by its name. */
enum PictureFormat {
    PNG(new PngDecoder(), "89504e470d0a1a0a"),
    JPEG(new JpegDecoder(), "ffd8ff"),
    GIF(new GifDecoder(), "474946383761", "474946383961"),
    BMP(new BmpDecoder(), "424d"),
    TIFF(new TiffDecoder(), "49492a00", "4d4d002a", "49492b00", "4d4d002b"),
    WEBP(new WebpDecoder(), "52494646????????57454250");

    /** How many bytes tell the format. */
    static final int HEAD = 12;

    private final Decoder decoder;
    private final List<String> signatures;

    PictureFormat(Decoder decoder, String... signatures) {
        this.decoder = decoder;
        this.signatures = List.of(signatures);
    }

    Decoder decoder() {
        return decoder;
    }

    /** The format of a file that begins like this, or null. */
    static PictureFormat of(byte[] head) {
        var digits = HexFormat.of().formatHex(head);
        for (var format : values()) {
            if (format.signatures.stream().anyMatch(signature -> begins(digits, signature))) {
                return format;
            }
        }
        return null;
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
