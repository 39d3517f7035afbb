package sluice.cli.designs;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.cli.command.KeyOptions;
import sluice.cli.output.Telling;
import sluice.designs.service.Mode;
import sluice.environment.Key;

/** {@code sluice service designs}: the worker that migrates apart from the application, unattended. */
@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        description = {
            "Migrates and imports, unattended, and ends: for a worker beside the application.",
            "Understands DATABASE_URL, MIGRATION_MODE, QNAP_HOST, QNAP_PORT,",
            "QNAP_USERNAME, QNAP_PASSWORD, NAS_BASE_PATH and NAS_USE_BATCHED."
        })
public final class ServiceCommand implements Callable<Integer>, KeyOptions.Taker {

    /** What has a service. */
    enum What {
        DESIGNS
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "One of: ${COMPLETION-CANDIDATES}.")
    private What what;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "all, startup (light schema changes) or nas-only (import). Default: MIGRATION_MODE, or all.")
    private String mode;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "A folder of contexts/. Default: none, the database is that of DATABASE_URL.")
    private String environment;

    @Mixin
    private Telling telling;

    @Override
    public boolean takes(Key key) {
        return !key.isForSearch();
    }

    @Override
    public Integer call() throws SQLException {
        return run(System.getenv());
    }

    /** Does it with these environment variables. */
    public int run(Map<String, String> variables) throws SQLException {
        Mode wanted = mode == null
                ? Mode.of(variables.getOrDefault("MIGRATION_MODE", ""), "MIGRATION_MODE")
                : Mode.of(mode, "--mode");
        Map<Key, String> options = KeyOptions.given(spec.commandLine().getParseResult());
        ServiceOutput output = new ServiceOutput(spec, telling);
        return new ServiceRun(output, environment, options, variables).run(wanted);
    }
}
