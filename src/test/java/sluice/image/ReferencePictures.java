package sluice.image;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Pictures of every form that Pillow wrote, for tests in whatever package. */
public final class ReferencePictures {

    private ReferencePictures() {}

    static Path folder() {
        try {
            var list = Objects.requireNonNull(ReferencePictures.class.getResource("/image/expected.txt"));
            return Path.of(list.toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of the one with this name. */
    public static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder().resolve(name));
    }
}
