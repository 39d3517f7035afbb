/**
 * What the tenant's own ledger knows of a step: who works on it, how far it has come, which rows were set aside.
 *
 * <p>Each table is written in the transaction of the batch that it tells of. A claim is by session and not by process: the
 * server says whether a session lives, and nobody has to be told of a crash.
 */
package sluice.batch.ledger;
