package sluice.designs.nas;

import java.util.Locale;
import java.util.Set;

/** Which files of a folder are taken for images, by name alone; what they are is told by their bytes. */
public final class ImageNames {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp");

    private ImageNames() {}

    /** Whether the name ends as an image's does; hidden files don't count, nor what a Mac puts beside each file. */
    public static boolean accepts(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && !name.startsWith(".")
                && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
