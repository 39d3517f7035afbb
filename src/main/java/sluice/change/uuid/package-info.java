/**
 * How text columns become native UUIDs and go back: the statements of {@code ConvertTextToUuid}.
 *
 * <p>A plan is made from parameters alone, but names of constraints, rules of foreign keys, indexes, defaults, comments and
 * grants stand in the catalog only. So each step is SQL that reads the catalog when it runs and then executes what it
 * found; printed, it does the same. What the catalog will no longer tell (a column's former type and default, texts that
 * are not in the canonical form) is remembered in {@code sluice_undo}.
 */
package sluice.change.uuid;
