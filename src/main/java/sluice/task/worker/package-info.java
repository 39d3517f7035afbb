/**
 * The border: a worker on the outside, and its inside in a class loader of its own. Only JDK types cross it. Each worker has
 * a class loader because Liquibase keeps locks, executors and histories in statics: run twice at once in one loader it
 * reports success and leaves locks behind.
 */
package sluice.task.worker;
