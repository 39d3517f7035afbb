/**
 * Benchmarks: our figure, the floor and the old way on the same server in the same run.
 *
 * <p>Between the command line and the fleet, because a benchmark runs what a user runs. It prints nothing: figures go up as
 * values. Ratios within one run mean something anywhere, rows per second only on the machine that measured them.
 */
package sluice.bench;
