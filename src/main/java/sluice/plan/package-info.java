/**
 * What a change will do, as data, and its readers: one runs it, one writes it as SQL.
 *
 * <p>A plan is made from a change's parameters alone and never from the database, so that a preview against an empty
 * database works and what a DBA reads is what runs.
 */
package sluice.plan;
