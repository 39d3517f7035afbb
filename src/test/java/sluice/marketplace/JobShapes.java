package sluice.marketplace;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The shapes of batch strings and of status mixes that legacy jobs come in, the known ones and random ones. */
final class JobShapes {

    static final List<String> STATUSES =
            List.of("pending", "running", "paused", "completed", "failed", "cancelled", "expired");

    /** Every documented string and the hostile ones; all different, each of at most 50 characters. */
    static final List<String> STRINGS = List.of(
            "publish_20260107_120530_abc123",
            "link_product_20260106_091530_def456",
            "sync_20260105_143022_xyz789",
            "update",
            "",
            "20260107_120000_abc",
            "_20260107_120000_abc",
            "__20260107_120000_abc",
            "sync_all_orders_20260107_120000_abc",
            "publish-20260107-abc",
            "0b9b0c26-8c4e-4a6e-9d1c-9f3f3d1c2a77",
            "publish_2026010_120000_abc",
            "publish_202601071_120000_abc",
            "Publish_99999999_1",
            " publish_20260107_1",
            "publish_",
            "a_b",
            "publish_12345678",
            "_",
            "__",
            "___",
            "a__20260107",
            "a_b_20260107",
            "a_b_c_20260107",
            "publish_20260107_20260108",
            "publish_2026 107_1",
            "publish_2026-107_1",
            "publish_+2026107_1",
            // digits of other scripts: Arabic-Indic, full width, Devanagari, mathematical (two chars each), superscript
            "publish_٢٠٢٦٠١٠٧_1",
            "link_product_٢٠٢٦٠١٠٧_1",
            "publish_２０２６０１０７_1",
            "publish_२०२६०१०७_1",
            "publish_\uD835\uDFD0\uD835\uDFCE\uD835\uDFD0\uD835\uDFD4\uD835\uDFCE\uD835\uDFCF\uD835\uDFCE\uD835\uDFD5_1",
            "publish_²⁰²⁶⁰¹⁰⁷_1",
            "publish_ⅠⅡⅢⅣⅤⅥⅦⅧ_1",
            "publish_一二三四五六七八_1",
            "publish_½½½½½½½½_1",
            // hostile to quoting, patterns, parameters, arrays and lines
            "it's_20260107_1",
            "''; DROP TABLE batch_jobs; --",
            "say \"hi\"_20260107_1",
            "100%_20260107_1",
            "%",
            "back\\slash_20260107_1",
            "\\",
            "\\'",
            "\\x41_20260107_1",
            ":name_20260107_1",
            "$1_20260107_1",
            "$1",
            "$$_20260107_1",
            "$$",
            "$body$_20260107",
            "?_20260107_1",
            "??",
            "${name}_20260107",
            "#{1}",
            "--",
            "/*",
            "line\nbreak_20260107_1",
            "publish_20260107\n_1",
            "line\r\nbreak",
            "\n",
            "tab\t_20260107_1",
            "{a,b}_20260107_1",
            "(1,2)",
            "NULL",
            "null",
            "\\N",
            ",",
            ";",
            "\u0001",
            "\u007f",
            "\u00a0",
            // equal to the eye or to a careless comparison, different to PostgreSQL
            "Update",
            "UPDATE",
            "update ",
            " update",
            "update\u00a0",
            "caf\u00e9_20260107",
            "cafe\u0301_20260107",
            "stra\u00dfe_20260107",
            "\u0130_20260107",
            "😀_20260107_1",
            "مرحبا_20260107_1",
            // 50 characters: plain, with a date, of four bytes each, and a long action
            "x".repeat(50),
            "publish_20260107_" + "y".repeat(33),
            "😀".repeat(50),
            "a".repeat(41) + "_20260107");

    /** Every documented mix of statuses. */
    static final List<List<String>> MIXES = List.of(
            List.of("completed"),
            List.of("failed"),
            List.of("cancelled"),
            List.of("running"),
            List.of("pending"),
            List.of("expired"),
            List.of("paused"),
            List.of("completed", "failed"),
            List.of("completed", "failed", "cancelled"),
            List.of("failed", "cancelled"),
            List.of("completed", "cancelled"),
            List.of("running", "failed"),
            List.of("running", "paused"),
            List.of("running", "pending"),
            List.of("running", "pending", "completed"),
            List.of("pending", "completed"),
            List.of("pending", "failed"),
            List.of("completed", "expired"),
            List.of("failed", "expired"),
            List.of("completed", "failed", "expired"),
            List.of("cancelled", "expired"),
            List.of("expired", "paused"),
            List.of("completed", "failed", "paused"),
            STATUSES);

    private static final List<String> WORDS = List.of(
            "publish",
            "link",
            "product",
            "sync",
            "Update",
            "",
            "",
            " ",
            "é",
            "'",
            "%",
            "$2",
            ":to",
            "\\",
            "\n",
            "20260107",
            "00000000",
            "2026010",
            "202601071",
            "２０２６０１０７",
            "①②③④⑤⑥⑦⑧",
            "٢٠٢٦٠١٠a");

    private JobShapes() {}

    /** A string as the application writes it, or one of up to six odd words, of at most 50 characters. */
    static String randomString(Random random) {
        if (random.nextInt(4) == 0) {
            return "%s_2026%02d%02d_%02d%02d%02d_%08x"
                    .formatted(
                            one(
                                    List.of("message", "orders", "publish", "update", "delete", "sync", "link_product"),
                                    random),
                            1 + random.nextInt(12),
                            1 + random.nextInt(28),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextInt());
        }
        List<String> words = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int word = 0; word < count; word++) {
            words.add(random.nextInt(4) == 0 ? Integer.toString(random.nextInt(1000), 36) : one(WORDS, random));
        }
        String text = String.join("_", words);
        int length = Math.min(50, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    /** One to four statuses, repetitions included. */
    static List<String> randomMix(Random random) {
        List<String> mix = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int status = 0; status < count; status++) {
            mix.add(one(STATUSES, random));
        }
        return mix;
    }

    static <T> T one(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
