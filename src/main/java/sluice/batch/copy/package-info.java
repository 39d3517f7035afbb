/**
 * What is to be copied from one server to another, and where the two are: values that the rooms around share.
 *
 * <p>A copy has no position. What was copied is remembered key by key, with the version that it had, and each run
 * compares that with what the source has now: so the first run, the rest of a killed one and a catch-up are the same.
 */
package sluice.batch.copy;
