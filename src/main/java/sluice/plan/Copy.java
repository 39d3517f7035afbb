package sluice.plan;

import sluice.batch.copy.CopyOrder;

/**
 * Copies rows from another server. It is never done for good: run again, it copies what is new, changed or gone since.
 *
 * @param order what is copied from where; its memory table must be there
 */
public record Copy(CopyOrder order) implements Step {}
