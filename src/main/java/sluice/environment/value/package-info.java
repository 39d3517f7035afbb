/**
 * What may stand as the value of a setting: numbers, durations, words, shares. It knows nothing of which settings there
 * are. A value that is none is refused and never corrected: a migration must not guess.
 */
package sluice.environment.value;
