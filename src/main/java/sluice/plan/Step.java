package sluice.plan;

/** One step of a plan; a small closed family, so that every reader deals with every kind. */
public sealed interface Step permits Statement, Backfill, Check, Outside, Build, Derive, Copy {}
