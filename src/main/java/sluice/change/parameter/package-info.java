/**
 * Reads what an author wrote into YAML: names, assignments, queries in files; and gathers all that is wrong with it.
 *
 * <p>Knows texts only. A problem is one sentence that names the parameter and what it may be; the first does not end the
 * search, so that a person repairs all of them at once.
 */
package sluice.change.parameter;
