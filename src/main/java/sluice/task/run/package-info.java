/**
 * One request on one target: Liquibase's own commands with a witness beside them that counts, stops between changesets, and
 * turns trouble into a line for people. {@link sluice.task.run.Runs} is the door. It is one thread's: Liquibase keeps locks,
 * executors and histories in statics, which is why workers have class loaders of their own.
 */
package sluice.task.run;
