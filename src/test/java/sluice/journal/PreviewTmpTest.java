package sluice.journal;

import org.junit.jupiter.api.Test;
import sluice.task.Request.Action;

final class PreviewTmpTest {
    @Test
    void p() throws Exception {
        try (Journal j = Journal.legacy()) {
            java.nio.file.Files.writeString(
                    java.nio.file.Path.of("/tmp/preview.sql"),
                    j.run(Action.PREVIEW, "").text());
            java.nio.file.Files.writeString(
                    java.nio.file.Path.of("/tmp/rollback.sql"),
                    j.run(Action.PREVIEW_ROLLBACK, "journal-start").text());
        }
    }
}
