/**
 * The glue to Liquibase, and the only place that knows it: a plan as a custom change, our lock service, and Liquibase run
 * on one target inside a class loader of its own.
 *
 * <p>Each worker has a class loader because Liquibase keeps locks, executors and histories in statics: run twice at once
 * in one loader it reports success and leaves locks behind.
 */
package sluice.task;
