/**
 * The import of design images: scan, compare with what is known, read what is new or changed, write, report.
 *
 * <p>It is a command and no changeset, because new files come every day. Nothing is kept between runs but the rows
 * themselves, so a run that was killed is taken up by the next one without anybody's doing.
 */
package sluice.designs.importing;
