/**
 * Recorded runs: written while they happen, read by status, history, resume and the way back.
 *
 * <p>They stand in the schema {@code sluice} of the database itself, so that two machines see the same runs. A run that
 * can't be recorded goes on all the same: the record serves people, the ledgers of the schemas are the truth.
 */
package sluice.fleet.runs;
