/**
 * Those who do the work: workers with Liquibase inside, how many at once, and when the rest is not begun any more.
 *
 * <p>Knows nothing of what a command is for. Here it is refused to work through a proxy that mixes sessions, and in
 * schemas whose names Liquibase mistakes for others.
 */
package sluice.fleet.crew;
