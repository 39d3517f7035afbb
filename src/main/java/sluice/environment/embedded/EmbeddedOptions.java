package sluice.environment.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which embedded PostgreSQL is wanted; the settings count when a server is started, not when a running one is joined.
 *
 * @param major the major version, for instance 17; 0 takes the newest on the class path
 * @param durable whether a committed transaction survives a crash of the machine; switched off, tests run faster
 * @param settings further server settings by name, stronger than those that Sluice makes itself
 */
public record EmbeddedOptions(int major, boolean durable, Map<String, String> settings) {

    /** Checks the major version and keeps a copy of the settings. */
    public EmbeddedOptions {
        if (major < 0) {
            throw new IllegalArgumentException("The major version of PostgreSQL must be 0 (any) or more, was " + major);
        }
        settings = Map.copyOf(settings);
    }

    /** What people get: any major version, durable. */
    public static EmbeddedOptions forPeople() {
        return forPeople(0);
    }

    /** The same in this major version; 0 for any. */
    public static EmbeddedOptions forPeople(int major) {
        return new EmbeddedOptions(major, true, Map.of());
    }

    /** What tests get: any major version, not durable. */
    public static EmbeddedOptions forTests() {
        return new EmbeddedOptions(0, false, Map.of());
    }

    /** The complete server settings, in the order in which they are written; a later one wins. */
    Map<String, String> serverSettings(int port) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "127.0.0.1");
        // The default is the shared temporary folder, where two clusters with one port would meet.
        all.put("unix_socket_directories", "");
        all.put("max_connections", "200");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        // long walks would otherwise write each page twice: into the log, whole, after every checkpoint, and into its
        // place
        all.put("max_wal_size", "8GB");
        all.put("checkpoint_timeout", "30min");
        all.put("shared_buffers", "256MB");
        String switched = durable ? "on" : "off";
        all.put("fsync", switched);
        all.put("synchronous_commit", switched);
        all.put("full_page_writes", switched);
        all.putAll(settings);
        return all;
    }
}
