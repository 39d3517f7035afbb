package sluice.environment.contexts;

import java.util.Locale;
import java.util.Map;
import sluice.environment.Key;

/** The environment variables of the old designs service, which its deployments still set. */
final class FormerVariables {

    private static final Map<String, Key> KEYS = Map.of(
            "QNAP_HOST", Key.NAS_HOST,
            "QNAP_PORT", Key.NAS_PORT,
            "QNAP_USERNAME", Key.NAS_USERNAME,
            "NAS_BASE_PATH", Key.NAS_BASE_PATH,
            "NAS_USE_BATCHED", Key.NAS_BATCHED);

    private FormerVariables() {}

    /** Adds what they say to the entries. */
    static void read(Map<String, String> variables, Map<Key, Entry> entries) {
        KEYS.forEach((name, key) -> {
            var value = variables.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                entries.put(key, Entry.variable(name, key == Key.NAS_BATCHED ? onOrOff(value) : value));
            }
        });
    }

    private static String onOrOff(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> "on";
            case "false" -> "off";
            default -> value;
        };
    }
}
