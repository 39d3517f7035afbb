package sluice.batch.copy;

import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sluice.environment.NamedSources;
import sluice.environment.Source;

/** Where a copy may open sessions: at the sources that the environment names, and at the target. Thread-safe. */
public final class Servers {

    /** No source, and no session but the one that is there. */
    public static final Servers NONE = new Servers(NamedSources.NONE, Map.of(), null, Integer.MAX_VALUE);

    private final NamedSources sources;
    private final Map<String, String> variables;
    private final Supplier<Connection> target;
    private final int maxRejects;

    /**
     * @param variables in which passwords of sources are looked for
     * @param target opens a further session on the target's schema; null if none may be opened
     * @param maxRejects more rows set aside than this stop a copy
     */
    public Servers(NamedSources sources, Map<String, String> variables, Supplier<Connection> target, int maxRejects) {
        this.sources = sources;
        this.variables = Map.copyOf(variables);
        this.target = target;
        this.maxRejects = maxRejects;
    }

    /** The source of that name, if the environment has it. */
    public Optional<Source> find(String name) {
        return sources.find(name);
    }

    /** A new session at a source, in which the server refuses to write. Errors are those of {@link Source#connect}. */
    public Connection open(Source source) {
        return source.connect(variables);
    }

    /** A new session on the target's schema, autocommit on; empty if the one that is there must do. */
    public Optional<Connection> target() {
        return Optional.ofNullable(target).map(Supplier::get);
    }

    /** Whether further sessions on the target may be opened. */
    public boolean opensTarget() {
        return target != null;
    }

    /** More rows set aside than this stop a copy. */
    public int maxRejects() {
        return maxRejects;
    }
}
