/**
 * What is drawn while work goes on: bars that stay at the foot of a terminal, lines that pass above them.
 *
 * <p>Knows numbers and names only, not what they count. Safe for several workers, which all speak at once.
 */
package sluice.cli.terminal;
