/**
 * Ready-made changes for anybody's tables, each named in YAML with its parameters.
 *
 * <p>A class here is a table of steps: what the steps are made of lies in a package below. Names and parameters are
 * permanent, because they stand in changelogs and in checksums.
 */
package sluice.change;
