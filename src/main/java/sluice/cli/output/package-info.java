/**
 * Where a command's words go: lines for people, JSON for programs, a page to be kept.
 *
 * <p>Takes reports as values and decides nothing but the words. What goes to standard output and what to standard error is
 * told once, in {@link sluice.cli.output.Telling}.
 */
package sluice.cli.output;
