package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "a*c, abbc, true",
        "a*c, abbd, false",
        "a**c, ac, true",
        "*b*, abc, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "?, ü, false",
        "??, ü, true",
        "[abc]x, bx, true",
        "[abc]x, dx, false",
        "[a-c]x, bx, true",
        "[c-a]x, bx, true",
        "[^a-c]x, bx, false",
        "[^a-c]x, dx, true",
        "[]x, x, false",
        "[a, a, true",
        "[a-, -, true",
        "[\\]]x, ]x, true",
        "\\*x, *x, true",
        "\\*x, ax, false",
        "a\\, a\\, true",
        "abc, abc, true",
        "abc, ab, false",
        "ab, abc, false",
    })
    void pattern_fitsOrNot(String pattern, String key, boolean fits) {
        assertThat(Glob.of(pattern).matches(key)).isEqualTo(fits);
    }

    @Test
    void prefix_isTakenAsItIs() {
        Glob glob = Glob.below("t:[a]*?\\:", "1*");
        assertThat(glob.matches("t:[a]*?\\:12")).isTrue();
        assertThat(glob.matches("t:a-?\\:12")).isFalse();
        assertThat(glob.matches("t:[a]*?\\:2")).isFalse();
    }

    @Test
    void manyStars_endSoon() {
        assertThat(Glob.of("a*".repeat(1_000) + "b").matches("a".repeat(2_000))).isFalse();
    }
}
