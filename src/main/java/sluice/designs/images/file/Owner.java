package sluice.designs.images.file;

import java.util.UUID;

/**
 * Whose a folder's images are.
 *
 * @param template what the images belong to; null where only the image itself is asked for
 */
public record Owner(UUID user, UUID template) {}
