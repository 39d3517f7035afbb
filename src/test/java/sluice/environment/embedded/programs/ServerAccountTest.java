package sluice.environment.embedded.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.sql.Meanwhile;

/** Who owns the files of an embedded server. */
final class ServerAccountTest {

    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    @Test
    void filesThatAServerDropsMeanwhileNeedNoOwner() throws Exception {
        assumeTrue(ServerAccount.current().user() == 0, "only root gives files away");
        ServerAccount account = new ServerAccount(0, NOBODY, List.of());
        AtomicBoolean over = new AtomicBoolean();
        Path stays = Files.createFile(folder.resolve("stays"));
        Meanwhile<Integer> server = Meanwhile.ask("server", () -> comeAndGo(over));
        try {
            for (int i = 0; i < 300; i++) {
                account.own(folder);
            }
        } finally {
            over.set(true);
        }

        assertThat(server.answer()).isPositive();
        assertThat(Files.getAttribute(stays, "unix:uid")).isEqualTo(NOBODY);
    }

    /** As a database that is created and dropped again, over and over. */
    private int comeAndGo(AtomicBoolean over) {
        int times = 0;
        try {
            for (; !over.get(); times++) {
                Path database = Files.createDirectory(folder.resolve("database"));
                for (int i = 0; i < 20; i++) {
                    Files.createFile(database.resolve("table" + i));
                }
                for (int i = 0; i < 20; i++) {
                    Files.delete(database.resolve("table" + i));
                }
                Files.delete(database);
            }
            return times;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
