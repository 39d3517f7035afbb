/**
 * Runs a copy: batches of keys, handed to streams that work at once, each batch in one transaction with the checkpoint.
 *
 * <p>One thread compares and hands out; a stream has a session on both servers. Without further sessions on the target
 * there is one stream, on the session that the change was given.
 */
package sluice.batch.copy.run;
