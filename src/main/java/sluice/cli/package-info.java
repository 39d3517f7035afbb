/**
 * The command line: parse, call one thing, print.
 *
 * <p>The only place that knows picocli, the terminal and exit statuses. Options are made from the settings' keys, so that
 * an option, its variable and its property can't differ.
 */
package sluice.cli;
