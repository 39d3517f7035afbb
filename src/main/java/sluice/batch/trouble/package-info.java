/**
 * The ways in which a step ends before its end, each with what was kept and what to do next.
 *
 * <p>They are unchecked: between the batch and whoever reports there is nobody who could do anything about them. A lost
 * connection is none of them but stays the driver's SQLException, since a new connection goes on.
 */
package sluice.batch.trouble;
