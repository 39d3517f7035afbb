package sluice.cli.search;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.environment.Key;
import sluice.environment.SearchSettings;
import sluice.environment.Settings;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.changelog.Workspace;
import sluice.opensearch.node.NodeProcess;

/** The node of OpenSearch that {@code opensearch.url=embedded} means, for as long as a command runs; nothing for others. */
public final class EmbeddedSearch implements AutoCloseable {

    private final Optional<NodeProcess> node;

    private EmbeddedSearch(Optional<NodeProcess> node) {
        this.node = node;
    }

    /** Starts a node if the settings want one; its data stay in {@code .sluice/}. */
    static EmbeddedSearch where(Settings settings) {
        if (!settings.text(Key.OPENSEARCH_URL).equals(SearchSettings.EMBEDDED)) {
            return new EmbeddedSearch(Optional.empty());
        }
        Path home = Workspace.current().home();
        // for a few thousand documents a start in half the time is worth more than the fastest code
        return started(home, home.resolve(".sluice/opensearch"), List.of("-XX:TieredStopAtLevel=1"));
    }

    /** Starts an empty node for a benchmark, with 2 GB of memory: bulks of a usual size pass at full speed. */
    public static EmbeddedSearch fresh() {
        Path home = Workspace.current().home();
        return started(
                home,
                home.resolve(
                        "target/bench-opensearch/" + ProcessHandle.current().pid()),
                List.of("-Xms2g", "-Xmx2g"));
    }

    private static EmbeddedSearch started(Path home, Path data, List<String> settings) {
        return new EmbeddedSearch(Optional.of(NodeProcess.start(classPath(home), data, settings)));
    }

    /** Whether a node could be started here. */
    public static boolean isPossible() {
        try {
            return !classPath(Workspace.current().home()).isEmpty();
        } catch (ConfigurationException withoutJars) {
            return false;
        }
    }

    /** The launcher fetches the node's jars into a folder of their own; in a test or an IDE they are on our class path. */
    private static String classPath(Path home) {
        String own = System.getProperty("java.class.path");
        Path jars = home.resolve("target/opensearch");
        if (Files.isDirectory(jars)) {
            return jars + File.separator + "*" + File.pathSeparator + own;
        }
        if (own.contains("transport-netty4-client")) {
            return own;
        }
        throw new ConfigurationException("The jars of the embedded OpenSearch are not in " + jars
                + "; ./sluice demo listings fetches them, or name a cluster with --opensearch-url");
    }

    /** Where it takes requests; empty if there is none. */
    public String url() {
        return node.map(NodeProcess::url).orElse("");
    }

    @Override
    public void close() {
        node.ifPresent(NodeProcess::close);
    }
}
