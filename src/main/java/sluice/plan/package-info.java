/**
 * What a change will do, as data: a plan and the closed family of its steps. Its readers have packages of their own: one
 * runs it, one writes it as SQL, one explains it.
 *
 * <p>A plan is made from a change's parameters alone and never from the database, so that a preview against an empty
 * database works and what a DBA reads is what runs.
 */
package sluice.plan;
