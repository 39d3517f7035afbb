package sluice.plan;

import java.util.Optional;

/**
 * A statement that PostgreSQL runs outside a transaction only and that may leave an invalid leftover behind, e.g. the
 * build of an index. Each part may run twice.
 *
 * @param noun what is built, for messages, e.g. {@code index users_email}
 * @param prepare SQL in a transaction: refuses what can't be, and gives a leftover the name that the sweep looks for
 * @param sweep drops the leftover if there is one; outside a transaction, like the build
 * @param build the statement itself, empty if sweeping is all there is to do
 * @param proof the answer must be {@code true} afterwards, or nothing is reported as done
 */
public record Outside(String noun, String prepare, String sweep, Optional<String> build, Check proof) implements Step {}
