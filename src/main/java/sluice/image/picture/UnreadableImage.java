package sluice.image.picture;

/** Says why a file gives no picture. The file has to change before another try makes sense. */
public final class UnreadableImage extends Exception {

    /** What is wrong with the file, for reports that count. */
    public enum Reason {
        /** The file has no bytes. */
        EMPTY,
        /** Its first bytes are those of none of the formats. */
        UNKNOWN_FORMAT,
        /** It ends before its picture does. */
        TRUNCATED,
        /** Its bytes contradict the format. */
        CORRUPT,
        /** It is sound, but of a variant that isn't read. */
        UNSUPPORTED,
        /** Its picture exceeds the {@link ImageLimits}. */
        TOO_LARGE
    }

    private final Reason reason;

    /** An exception for this reason; the message tells a person what was found. */
    public UnreadableImage(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The same, with the exception of the reader that noticed. */
    public UnreadableImage(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong with the file. */
    public Reason reason() {
        return reason;
    }

    /** A file that ends before its picture does. */
    public static UnreadableImage truncated(PictureFormat format) {
        return new UnreadableImage(
                Reason.TRUNCATED, "truncated: the file ends before its " + format + " picture does. Fetch it again.");
    }

    /** A file whose bytes contradict the format; the finding says by what, in words without a full stop. */
    public static UnreadableImage corrupt(PictureFormat format, String finding) {
        return new UnreadableImage(Reason.CORRUPT, "corrupt " + format + ": " + finding);
    }

    /** A sound file of a variant that isn't read; the variant in words without a full stop. */
    public static UnreadableImage unsupported(PictureFormat format, String variant) {
        return new UnreadableImage(
                Reason.UNSUPPORTED, "unsupported " + format + ": " + variant + ". Save it in a common form.");
    }
}
