package sluice.opensearch.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** The program of a node's process: runs until it is killed or the process that started it is gone. */
public final class SingleNode extends Node {

    private SingleNode(Settings settings) {
        super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "sluice"),
                List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, MapperExtrasPlugin.class),
                false);
    }

    /**
     * Starts a node and writes its port into {@code port} below its folder.
     *
     * @param arguments the folder, the port or 0 for any, and further settings as name=value
     */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Settings.Builder settings = Settings.builder()
                .put("cluster.name", "sluice")
                .put("path.home", home.toString())
                .put("path.data", home.resolve("data").toString())
                .put("path.logs", home.resolve("logs").toString())
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                // the machine's disk is nobody's business in a demo
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .put("node.processors", 2);
        for (int further = 2; further < arguments.length; further++) {
            String[] pair = arguments[further].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        ProcessHandle starter = ProcessHandle.current().parent().orElseThrow();
        try (SingleNode node = new SingleNode(settings.build())) {
            node.start();
            tell(home, node);
            CountDownLatch end = new CountDownLatch(1);
            starter.onExit().thenRun(end::countDown);
            Runtime.getRuntime().addShutdownHook(new Thread(end::countDown));
            end.await();
        }
    }

    /** In one step, so that nobody reads half a number. */
    private static void tell(Path home, SingleNode node) throws IOException {
        int port = node.injector()
                .getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress()
                .getPort();
        Path draft = Files.writeString(home.resolve("port.new"), String.valueOf(port));
        Files.move(draft, home.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
    }
}
