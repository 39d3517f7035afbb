/**
 * The command that measures: which benchmark on which sizes, the table of figures, and the machine they hold for.
 *
 * <p>The measuring itself is one floor below; here figures are printed and kept, with what they must be read with.
 */
package sluice.cli.bench;
