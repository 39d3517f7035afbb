/**
 * What benchmarks share: ways timed in turns, the ground on which they run, the figure that comes out.
 *
 * <p>In turns, so that a slow minute of the machine meets all ways; the first way is the floor by which ratios are told.
 */
package sluice.bench.contest;
