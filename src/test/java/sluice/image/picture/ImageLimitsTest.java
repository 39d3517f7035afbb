package sluice.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.image.picture.UnreadableImage.Reason;

class ImageLimitsTest {

    @Test
    void twentyThousandSquaredIsRefusedUnlessTheLimitIsRaised() {
        var limits = ImageLimits.standard();

        assertThatThrownBy(() -> limits.admit(PictureFormat.PNG, 20_000, 20_000))
                .hasMessageContaining("20000 x 20000");
        assertThatCode(() -> limits.withPixels(400_000_000).admit(PictureFormat.PNG, 20_000, 20_000))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"10,10,true", "100,1,true", "101,1,false", "11,10,false", "1,100,true", "1,101,false"})
    void theLimitItselfIsAllowed(int width, int height, boolean admitted) {
        var limits = new ImageLimits(100, 100, 1000);

        if (admitted) {
            assertThatCode(() -> limits.admit(PictureFormat.GIF, width, height)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> limits.admit(PictureFormat.GIF, width, height))
                    .isInstanceOf(UnreadableImage.class);
        }
    }

    @Test
    void whatHasToBeHeldInMemoryHasALimitOfItsOwn() {
        var limits = ImageLimits.standard().withHeldBytes(1000);

        assertThatCode(() -> limits.admitHeld(PictureFormat.WEBP, 10, 20, 5)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.admitHeld(PictureFormat.WEBP, 10, 21, 5))
                .isInstanceOfSatisfying(
                        UnreadableImage.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                .hasMessageContaining("needs 1050 bytes of memory; the limit is 1000");
    }

    @Test
    void limitsBelowOneAreRefused() {
        assertThatThrownBy(() -> new ImageLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageLimits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageLimits(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
