package sluice.designs.images.file;

/**
 * What came of reading a file.
 *
 * @param hash the perceptual hash of 256 bits as 64 hexadecimal characters; null for a bad file
 * @param sha256 of the content, hexadecimal; null for a bad file
 * @param reason why it is bad; null for a good one
 */
public record Result(ImageFile file, Standing.State before, String hash, String sha256, String reason) {

    /** A file that is an image. */
    public static Result good(ImageFile file, Standing.State before, String hash, String sha256) {
        return new Result(file, before, hash, sha256, null);
    }

    /** A file that is none. */
    public static Result bad(ImageFile file, Standing.State before, String reason) {
        return new Result(file, before, null, null, reason);
    }

    /** Whether it is an image. */
    public boolean isGood() {
        return reason == null;
    }
}
