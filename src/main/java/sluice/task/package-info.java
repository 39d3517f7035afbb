/**
 * A plan as a Liquibase change: what authors of changes extend, what such a change is run with, and what our ledger knows of
 * it. With its sub-packages this is the only place that knows Liquibase. What changelogs, service files and people's own
 * classes name ({@code PlannedChange}, {@code UnlessAdopted}) stays here; the sub-packages know these and not the other
 * way round.
 */
package sluice.task;
