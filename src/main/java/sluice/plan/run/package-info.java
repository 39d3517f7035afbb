/**
 * The reader that executes a plan: the order of its steps, the work of each kind of step, and the row in
 * {@code migration_log}.
 *
 * <p>Walks are the engine's; here are the statements for their ranges, and what no batch can hold: long statements, and those
 * that PostgreSQL runs outside a transaction only.
 */
package sluice.plan.run;
