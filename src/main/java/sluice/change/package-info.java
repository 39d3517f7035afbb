/**
 * Ready-made changes with YAML parameters, for anybody's tables: each a small class that returns a plan.
 *
 * <p>Knows SQL and plans, no connection and no system. Table and column parameters are names as they stand in the
 * catalog and are quoted by us; {@code set}, {@code where}, {@code select} and {@code query} are the author's own SQL. What
 * a change needs for its way back is kept row by row in a table of its own, with the columns' own types: values kept as
 * JSON would lose what only the type knows.
 */
package sluice.change;
