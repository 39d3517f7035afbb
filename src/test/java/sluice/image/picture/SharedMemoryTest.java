package sluice.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.image.PerceptualHasher;
import sluice.image.ReferencePictures;

/** Pictures that are decoded side by side. */
@Timeout(60)
class SharedMemoryTest {

    @Test
    void whoNeedsMoreThanIsLeftWaitsUntilItIsGivenBack() throws Exception {
        var memory = new SharedMemory(100);
        memory.take(60, 0);

        var second = CompletableFuture.runAsync(() -> taken(memory, 50, 0));
        memory.take(40, 0);
        assertThat(second).isNotDone();
        memory.give(40);
        assertThat(second).isNotDone();
        memory.give(60);

        second.join();
    }

    @Test
    void whoIsAloneGetsWhatIsNeeded() throws Exception {
        new SharedMemory(10).take(1_000, 0);
    }

    @Test
    void whoHoldsSomeIsNotKeptWaitingForTheOthers() throws Exception {
        var memory = new SharedMemory(100);
        memory.take(50, 0);
        memory.take(50, 0);

        memory.take(30, 50);
    }

    @Test
    void neverMoreIsTakenThanThereIs() {
        var memory = new SharedMemory(100);
        var used = new AtomicLong();
        var most = new AtomicLong();

        IntStream.range(0, 2_000).parallel().forEach(i -> {
            long wanted = 1 + i % 60;
            taken(memory, wanted, 0);
            most.accumulateAndGet(used.addAndGet(wanted), Math::max);
            used.addAndGet(-wanted);
            memory.give(wanted);
        });

        assertThat(most.get()).isBetween(1L, 100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs-progressive.jpg", "blobs-cmyk.jpg", "blobs.webp", "orientation-6.tif"})
    void aPictureGivesBackWhatItTookAlsoWhenItIsBad(String name) throws Exception {
        var memory = new SharedMemory(1);
        var hasher = new PerceptualHasher(ImageLimits.standard(), memory);
        var whole = ReferencePictures.bytes(name);

        hasher.hash(whole);
        assertThatThrownBy(() -> hasher.hash(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(UnreadableImage.class);

        // nobody else holds anything: another gets all of it at once
        var next = CompletableFuture.runAsync(() -> {
            taken(memory, 1, 0);
            memory.give(1);
        });
        await().until(next::isDone);
    }

    private static void taken(SharedMemory memory, long wanted, long held) {
        try {
            memory.take(wanted, held);
        } catch (InterruptedIOException e) {
            throw new IllegalStateException(e);
        }
    }
}
