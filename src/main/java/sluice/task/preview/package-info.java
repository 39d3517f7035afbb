/**
 * What would run, written down and not run: scripts for people, explanations, and recipes that are replayed in schemas in
 * the same state. It may read the database and changes nothing. Scripts and recipes name no schema, host or time, so that
 * equal work reads equal.
 */
package sluice.task.preview;
