/**
 * Spares Liquibase equal schemas: it runs in the first of a group, and what it did there is sent to the others.
 *
 * <p>Only a saving of time: whatever does not go smoothly is left to Liquibase, and whoever replays promises the
 * fingerprint that the ledger must have afterwards, which the update checks.
 */
package sluice.fleet.replay;
