/**
 * The SQL that stands in a plan: statements of a batch, and the markers that the readers replace in all of it.
 *
 * <p>Each reader writes a range in its own way, as values to bind or as variables of a script; what a marker means is
 * decided here alone, so that the script does what the run does.
 */
package sluice.plan.sql;
