/**
 * The command line: parse, call one thing, print.
 *
 * <p>The only place that knows picocli, the terminal and exit statuses; here is the entry, and the commands that need no
 * database. Options are made from the settings' keys, so that an option, its variable and its property can't differ.
 */
package sluice.cli;
