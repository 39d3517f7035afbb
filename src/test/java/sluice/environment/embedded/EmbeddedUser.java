package sluice.environment.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A user of an embedded server in a process of its own: joins, tells the port, stays until it is told to leave. */
final class EmbeddedUser {

    private EmbeddedUser() {}

    /** Takes the home; leaves when its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.join(Path.of(arguments[0]), EmbeddedOptions.forTests())) {
            System.out.println("port " + server.port());
            while (System.in.read() >= 0) {
                // stays
            }
        }
        System.out.println("left");
    }
}
