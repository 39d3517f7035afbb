package sluice.designs.images.file;

/**
 * A file that should be an image.
 *
 * @param name its last part; only that is kept for each, since there may be millions
 * @param size in bytes
 * @param modified seconds since 1970
 */
public record ImageFile(Folder folder, String name, long size, long modified) {

    /** The whole path, as it is stored. */
    public String path() {
        return folder.path() + "/" + name;
    }
}
