/**
 * What only the grading system needs: progress of its batches from their jobs, on PostgreSQL.
 *
 * <p>The rest of its migration is plain YAML in changelogs/grading, and so is all of it on SQLite, which has one writer
 * and little data.
 */
package sluice.grading;
