/**
 * Which columns become uuid, or text again, and what that means for a value: the words that all steps share.
 *
 * <p>The way back is a conversion like the way there, with the types exchanged. The triggers that keep two columns in step
 * belong here, because both the filling and the swap make them, each the other way round.
 */
package sluice.change.uuid.conversion;
