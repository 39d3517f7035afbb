package sluice.environment.value;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many tenant schemas may fail before a run stops: a number or a share of all.
 *
 * @param amount schemas, or percent
 * @param percent whether amount is a share
 */
public record FailureLimit(int amount, boolean percent) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(%?)");

    /** The limit in a text such as {@code 10} or {@code 5%}, or empty if it is none. */
    public static Optional<FailureLimit> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var limit = new FailureLimit(
                Integer.parseInt(matcher.group(1)), !matcher.group(2).isEmpty());
        return limit.percent && limit.amount > 100 ? Optional.empty() : Optional.of(limit);
    }

    /** Whether so many failures among so many schemas are more than allowed; at {@code 100%} they never are. */
    public boolean exceededBy(int failed, int schemas) {
        return percent ? failed * 100L > (long) amount * schemas : failed > amount;
    }
}
