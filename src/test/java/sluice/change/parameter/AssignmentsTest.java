package sluice.change.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns that an UPDATE sets, read from what stands behind SET. */
final class AssignmentsTest {

    @Test
    void namesAreFoldedAsTheServerFoldsThem() {
        assertThat(Assignments.columns("Price = price * 100, \"Price\" = 1")).containsExactly("price", "Price");
    }

    @Test
    void commasInsideOfValuesSeparateNothing() {
        assertThat(Assignments.columns(
                        "a = coalesce(b, 'x, y = z'), c = ARRAY[1, 2], d = $$ a, b = $$ || E'\\', e = '"))
                .containsExactly("a", "c", "d");
    }

    @Test
    void commentsSeparateNothing() {
        assertThat(Assignments.columns("a = 1 -- , b = 2\n, c = 3 /* , d = 4 */"))
                .containsExactly("a", "c");
    }

    @Test
    void aListOfColumnsTakesARow() {
        assertThat(Assignments.columns("(a, \"B\"\"c\") = (SELECT 1, 2), d = 3"))
                .containsExactly("a", "B\"c", "d");
    }

    @Test
    void anElementOrAFieldIsRememberedWithItsWholeColumn() {
        assertThat(Assignments.columns("a[1] = 2, b.c = 3, d[1] [2] = 4")).containsExactly("a", "b", "d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a = ", "= 1", "a = 1,", "1 = 2", "SET a = 1, b", "(a = 1)"})
    void whatAssignsNothingIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Assignments.columns(text));
    }
}
