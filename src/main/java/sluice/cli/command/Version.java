package sluice.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Properties;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our build with its commit, and what it stands on. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        String own = Version.class.getPackage().getImplementationVersion();
        Properties liquibase = new Properties();
        try (InputStream build = Version.class.getResourceAsStream("/liquibase.build.properties")) {
            if (build != null) {
                liquibase.load(build);
            }
        }
        return new String[] {
            "sluice " + (own == null ? "(not packaged)" : own + " (commit " + commit() + ")"),
            "Liquibase " + liquibase.getProperty("build.version", "unknown"),
            "Java " + Runtime.version()
        };
    }

    /** What the build wrote into our own jar. */
    private static String commit() throws IOException {
        String ours = Version.class.getResource("Version.class").toString();
        URL manifest = new URL(ours.substring(0, ours.indexOf('!') + 1) + "/META-INF/MANIFEST.MF");
        try (InputStream stream = manifest.openStream()) {
            String commit = new Manifest(stream).getMainAttributes().getValue("Git-Commit");
            return commit == null || commit.startsWith("$") ? "unknown" : commit; // built outside a repository
        }
    }
}
