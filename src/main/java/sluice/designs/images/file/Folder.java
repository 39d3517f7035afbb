package sluice.designs.images.file;

import java.util.List;
import java.util.UUID;

/**
 * A folder of images.
 *
 * @param path without a slash at its end
 * @param owners whose images they are; several where users or templates share a name
 */
public record Folder(String path, List<Owner> owners) {

    /** The users among the owners, each once. */
    public List<UUID> users() {
        return owners.stream().map(Owner::user).distinct().toList();
    }
}
