/**
 * A PostgreSQL of our own, for trying things out: shared by all processes of a project, started by the first, stopped by
 * the last. It knows nothing of settings. Who uses it is counted by file locks, which the operating system takes back
 * whatever way a process ends.
 */
package sluice.environment.embedded;
