package sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our build and the Liquibase beneath. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        String own = Sluice.class.getPackage().getImplementationVersion();
        Properties liquibase = new Properties();
        try (InputStream build = Version.class.getResourceAsStream("/liquibase.build.properties")) {
            if (build != null) {
                liquibase.load(build);
            }
        }
        return new String[] {
            "sluice " + (own == null ? "(not packaged)" : own),
            "Liquibase " + liquibase.getProperty("build.version", "unknown"),
            "Java " + Runtime.version()
        };
    }
}
