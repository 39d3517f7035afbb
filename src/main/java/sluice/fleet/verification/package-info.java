/**
 * Holds schemas to what must be true of them before and after a migration, as {@code verify.yaml} says.
 *
 * <p>In sessions that can't write, one snapshot per schema. A check may compare with the server that the rows came from.
 */
package sluice.fleet.verification;
