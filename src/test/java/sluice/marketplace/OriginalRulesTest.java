package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** Holds the oracle's two decisions to the tables that were observed on the original. */
final class OriginalRulesTest {

    static Stream<Arguments> batchStrings() {
        return Stream.of(
                Arguments.of("publish_20260107_120530_abc123", "publish"),
                Arguments.of("link_product_20260106_091530_def456", "link_product"),
                Arguments.of("sync_20260105_143022_xyz789", "sync"),
                Arguments.of("update", "update"),
                Arguments.of("20260107_120000_abc", "20260107"),
                Arguments.of("_20260107_120000_abc", ""),
                Arguments.of("__20260107_120000_abc", "_"),
                Arguments.of("sync_all_orders_20260107_120000_abc", "sync"),
                Arguments.of("publish-20260107-abc", "publish-20260107-abc"),
                Arguments.of("0b9b0c26-8c4e-4a6e-9d1c-9f3f3d1c2a77", "0b9b0c26-8c4e-4a6e-9d1c-9f3f3d1c2a77"),
                Arguments.of("publish_2026010_120000_abc", "publish"),
                Arguments.of("Publish_99999999_1", "Publish"),
                Arguments.of(" publish_20260107_1", " publish"),
                Arguments.of("publish_", "publish"),
                Arguments.of("a_b", "a"),
                Arguments.of("publish_12345678", "publish"),
                Arguments.of("publish_٢٠٢٦٠١٠٧_1", "publish"));
    }

    @ParameterizedTest
    @MethodSource("batchStrings")
    void a_batch_string_gives_the_action_that_the_original_gave(String batch, String action) {
        assertThat(OriginalRules.actionCode(batch)).isEqualTo(action);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void nothing_gives_unknown(String batch) {
        assertThat(OriginalRules.actionCode(batch)).isEqualTo("unknown");
    }

    static Stream<Arguments> thirdWords() {
        return Stream.of(
                Arguments.of("Arabic-Indic digits", "٢٠٢٦٠١٠٧", true),
                Arguments.of("full width digits", "２０２６０１０７", true),
                Arguments.of("digits of two chars each", "\uD835\uDFD0".repeat(8), true),
                Arguments.of("four characters of two chars each", "\uD835\uDFD0".repeat(4), false),
                Arguments.of("superscript digits", "²⁰²⁶⁰¹⁰⁷", true),
                Arguments.of("circled digits", "①②③④⑤⑥⑦⑧", true),
                Arguments.of("Roman numerals", "ⅠⅡⅢⅣⅤⅥⅦⅧ", false),
                Arguments.of("fractions", "½½½½½½½½", false),
                Arguments.of("Chinese numerals", "一二三四五六七八", false),
                Arguments.of("a sign", "+2026010", false),
                Arguments.of("a line break at the end", "2026010\n", false),
                Arguments.of("nine digits", "202601071", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("thirdWords")
    void the_third_word_is_a_date_if_it_is_eight_digits_of_any_script(String what, String word, boolean date) {
        assertThat(OriginalRules.actionCode("link_product_" + word)).isEqualTo(date ? "link_product" : "link");
    }

    @ParameterizedTest
    @CsvSource({
        "completed completed completed, completed",
        "failed failed, failed",
        "cancelled cancelled cancelled, cancelled",
        "completed completed failed, partially_failed",
        "completed running pending, running",
        "pending pending, pending",
        "completed failed cancelled, partially_failed",
        "failed cancelled, partially_failed",
        "completed cancelled, pending",
        "running failed, running",
        "running paused, running",
        "running expired, running",
        "pending completed, pending",
        "pending failed, pending",
        "expired expired, pending",
        "completed expired, pending",
        "failed expired, pending",
        "completed failed expired, pending",
        "paused, pending",
        "expired paused, pending"
    })
    void a_mix_of_jobs_gives_the_status_that_the_original_gave(String jobs, String status) {
        assertThat(OriginalRules.status(List.of(jobs.split(" ")))).isEqualTo(status);
    }

    @Test
    void no_jobs_at_all_are_pending() {
        assertThat(OriginalRules.status(List.of())).isEqualTo("pending");
    }
}
