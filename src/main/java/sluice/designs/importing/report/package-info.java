/**
 * What an import tells while it runs and at its end: outcomes of files, progress, troubles.
 *
 * <p>All that a command line or another program needs to know of an import, and nothing of how it is done. How files are
 * counted is the run's own matter, so that nobody outside can count one.
 */
package sluice.designs.importing.report;
