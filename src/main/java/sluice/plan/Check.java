package sluice.plan;

/**
 * A query whose answer must be as expected; changes nothing.
 *
 * @param query gives one value; no row and NULL both read {@code NULL}, a boolean {@code true} or {@code false}
 * @param expect the answer as text
 * @param message what another answer means, one sentence with the next step
 */
public record Check(String query, String expect, String message) implements Step {

    /** The query's answer as one text, as an SQL expression; it never is NULL. */
    public String answer() {
        return "coalesce((\n" + query.strip().replaceFirst(";$", "") + "\n)::text, 'NULL')";
    }

    /** What people read where the answer is another; the answer comes behind it. */
    public String complaint() {
        return message.strip() + " Expected " + expect + ", found ";
    }
}
