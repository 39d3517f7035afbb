package sluice.plan.run;

import java.util.Map;

/**
 * What one run of a plan did; what an interrupted run before it did is not counted again.
 *
 * @param rows rows changed by the steps' main statements
 * @param rejected rows that are set aside, by this run or an earlier one
 * @param counts what else was counted, by its noun
 */
public record RunResult(long rows, long rejected, Map<String, Long> counts) {}
