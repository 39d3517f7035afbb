package sluice.image.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosinesTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64, 128, 256})
    void theyAreWithinOneUnitOfTheLibraryAllAroundTheHalfCircle(int parts) {
        var cosines = new Cosines(parts);

        for (int k = 0; k <= parts / 2; k++) {
            double angle = 2 * Math.PI * k / parts;
            assertThat(cosines.cosine(k)).isCloseTo(StrictMath.cos(angle), within(4e-16));
            assertThat(cosines.sine(k)).isCloseTo(StrictMath.sin(angle), within(4e-16));
        }
    }

    @Test
    void theRightAnglesAreExact() {
        var cosines = new Cosines(64);

        assertThat(cosines.cosine(0)).isEqualTo(1);
        assertThat(cosines.cosine(16)).isZero();
        assertThat(cosines.cosine(32)).isEqualTo(-1);
        assertThat(cosines.sine(0)).isZero();
        assertThat(cosines.sine(16)).isEqualTo(1);
        assertThat(cosines.sine(32)).isZero();
    }

    @Test
    void theRoundingErrorsOfTheReferenceAreKept() {
        var cosines = new Cosines(64);

        assertThat(cosines.cosine(8)).isEqualTo(Math.nextDown(Math.sqrt(0.5)));
    }
}
