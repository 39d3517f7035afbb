package sluice.fleet.changelog;

import java.nio.file.Path;

/**
 * One changelog.
 *
 * @param folder where it and what it includes is looked for
 * @param path inside the folder, with slashes, as Liquibase records it
 * @param checks the file of what must hold; need not exist
 */
public record Changelog(Path folder, String path, Path checks) {}
