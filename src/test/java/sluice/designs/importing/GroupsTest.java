package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import sluice.designs.images.file.Folder;
import sluice.designs.images.file.ImageFile;
import sluice.designs.images.file.Owner;
import sluice.designs.importing.report.ImportProgress;

class GroupsTest {

    private static final long MEGABYTE = 1 << 20;
    private static final Folder FOLDER = new Folder("/a", List.of(new Owner(UUID.randomUUID(), UUID.randomUUID())));

    private static List<ImageFile> files(long... megabytes) {
        List<ImageFile> files = new ArrayList<>();
        for (long size : megabytes) {
            files.add(new ImageFile(FOLDER, files.size() + ".png", size * MEGABYTE, 0));
        }
        return files;
    }

    @Test
    void noFilesAreNoGroup() {
        assertThat(Groups.of(List.of())).isEmpty();
    }

    @Test
    void aGroupIsFullBeforeItExceedsHalfAGigabyte() {
        assertThat(Groups.of(files(200, 300, 1, 499, 1))).extracting(List::size).containsExactly(2, 2, 1);
    }

    @Test
    void aLargerFileIsAlone() {
        assertThat(Groups.of(files(10, 2_000, 10))).extracting(List::size).containsExactly(1, 1, 1);
    }

    @RepeatedTest(20)
    void everyFileIsInOneGroupInItsOrder() {
        var random = new Random();
        var files = files(random.longs(1_000, 0, 600).toArray());

        var groups = Groups.of(files);

        assertThat(groups.stream().flatMap(List::stream)).containsExactlyElementsOf(files);
        assertThat(groups)
                .allMatch(group -> group.size() <= Groups.FILES
                        && (group.size() == 1
                                || group.stream().mapToLong(ImageFile::size).sum() <= Groups.BYTES));
    }

    @Test
    void theTimeLeftFollowsWhateverIsSlower() {
        var progress = new ImportProgress(50, 100, 10, 100, Duration.ofSeconds(10));

        assertThat(progress.left()).isEqualTo(Duration.ofSeconds(90));
        assertThat(progress.filesPerSecond()).isEqualTo(5);
        assertThat(new ImportProgress(0, 100, 0, 100, Duration.ofSeconds(1)).left())
                .isZero();
        assertThat(new ImportProgress(5, 5, 0, 0, Duration.ofSeconds(1)).left()).isZero();
    }
}
