package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, wherever: the reader answers, in single lines. Seeded, so that a failure can be repeated. */
class GarbageTest {
    private static final List<String> BITS = List.of(
            "redis",
            "host",
            "url",
            "caches",
            "ttl",
            "tiercel",
            "redis://",
            "redis-sentinel://",
            "unix://",
            "http://",
            "@",
            ":",
            "/",
            "[",
            "]",
            "{",
            "}",
            "%",
            "%4",
            "&a ",
            "*a",
            "!",
            "|",
            ">",
            "-",
            " ",
            "\n",
            "  ",
            "\t",
            "\"",
            "'",
            "#",
            "?",
            "=",
            ",",
            ".",
            "..",
            "<<",
            "~",
            "5s",
            "PT",
            "1",
            "99999999999",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "\uD800",
            "é",
            "---\n",
            ": ");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrows(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            Sources sources = Sources.none()
                    .yaml(random.nextBoolean() ? bytes(random) : text(random).getBytes(StandardCharsets.UTF_8))
                    .argument(text(random))
                    .property("tiercel." + text(random), text(random))
                    .environment("TIERCEL_" + text(random), text(random))
                    .environment("TIERCEL_CACHES_" + text(random) + "_TTL", text(random));
            for (Key<?> key : Keys.ALL) {
                if (random.nextInt(4) == 0) {
                    sources.property("tiercel." + key.name(), text(random));
                }
            }
            assertSingleLines(sources.read());
        }
    }

    private static void assertSingleLines(ConfigResult result) {
        result.settings().forEach(setting -> assertSingleLine(setting.toString()));
        result.errors().forEach(GarbageTest::assertSingleLine);
        result.warnings().forEach(GarbageTest::assertSingleLine);
    }

    private static void assertSingleLine(String line) {
        assertThat(line.chars().anyMatch(c -> Shown.isControl((char) c))).isFalse();
        assertThat(line).hasSizeLessThan(1_500);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }
}
