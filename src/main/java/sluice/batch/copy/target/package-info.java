/**
 * The writing side of a copy: staging tables, the target's own rules, and what becomes of a batch's rows.
 *
 * <p>The rules are read from the target's constraints, so that a row which would break one is set aside with the reason
 * before the server refuses the whole batch for it.
 */
package sluice.batch.copy.target;
