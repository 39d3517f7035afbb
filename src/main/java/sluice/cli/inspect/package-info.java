/**
 * Commands that only look: what would run, what it would cost, who is where, what ran, whether what must hold, holds.
 *
 * <p>Their sessions can't write. A preview alone leaves something behind, and that only in the folder it was given.
 */
package sluice.cli.inspect;
