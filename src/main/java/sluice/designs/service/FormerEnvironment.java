package sluice.designs.service;

import java.util.Map;
import java.util.TreeMap;
import sluice.environment.problem.ConfigurationException;

/** The environment of the service before this one, in our own words. */
public final class FormerEnvironment {

    private static final String URL = "SLUICE_URL";

    private FormerEnvironment() {}

    /**
     * Adds what {@code DATABASE_URL} says; whoever says {@code SLUICE_URL} himself means that. What the file server is called
     * there, all commands understand.
     *
     * @throws ConfigurationException if it is no address of PostgreSQL
     */
    public static Map<String, String> translated(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(variables);
        String former = variables.getOrDefault("DATABASE_URL", "");
        if (former.isBlank() || !variables.getOrDefault(URL, "").isBlank()) {
            return all;
        }
        DatabaseAddress address = DatabaseAddress.of(former);
        all.put(URL, address.url());
        putIfMissing(all, "SLUICE_USERNAME", address.username());
        putIfMissing(all, "SLUICE_PASSWORD", address.password());
        return all;
    }

    private static void putIfMissing(Map<String, String> all, String name, String value) {
        if (all.getOrDefault(name, "").isBlank() && !value.isEmpty()) {
            all.put(name, value);
        }
    }
}
