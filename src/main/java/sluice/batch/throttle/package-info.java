/**
 * What the engine gives way to, one class per indicator of pressure on the server.
 *
 * <p>An indicator only measures; when to ask, and what a hold means, is the engine's. What the server does not have, or the
 * role may not see, is said once and left out: a migration must not fail for want of a statistic.
 */
package sluice.batch.throttle;
