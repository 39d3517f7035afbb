/**
 * Locks in place of Liquibase's, so that nobody ever releases one by hand: on PostgreSQL they end with their session, on
 * SQLite they are taken over from a process that is gone. Liquibase finds these classes in the service files. Its own row is
 * written all the same, marked with its holder, because it keeps stock clients out.
 */
package sluice.task.lock;
