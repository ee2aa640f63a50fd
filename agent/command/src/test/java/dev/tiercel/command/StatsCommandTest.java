package dev.tiercel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsCommandTest {
    private final Shell shell = new Shell();

    private static List<Map<String, String>> counts(int l1, int l2, int loads) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("cache", "products");
        row.put("l1-hits", Integer.toString(l1));
        row.put("l2-hits", Integer.toString(l2));
        row.put("loads", Integer.toString(loads));
        row.put("load-failures", "2");
        row.put("entries", "5");
        row.put("hit-rate", "0.95");
        row.put("l2-p50", "310");
        row.put("load-p99", "21500");
        return List.of(row);
    }

    @Test
    void eachCacheHasARowForEachTier() {
        shell.control.rows = counts(1_800, 100, 100);

        assertThat(shell.run("stats", "42")).isZero();
        assertThat(shell.out()).isEqualToNormalizingNewlines("""
                cache     tier    entries  answers  share     p50      p99  also
                products  L1            5    1,800  90.0%
                          L2                   100   5.0%  310 us
                          method               100   5.0%          21.5 ms  2 failed
                """);
    }

    @Test
    void inJson_numbersAreNumbers() {
        shell.control.rows = counts(1, 2, 3);

        assertThat(shell.run("stats", "42", "--json")).isZero();
        assertThat(shell.out()).contains("\"cache\": \"products\"", "\"l1-hits\": 1,", "\"hit-rate\": 0.95");
    }

    @Test
    void watching_showsWhatHappenedBetweenTwoLooks() {
        shell.control.stats.add(() -> counts(1_000, 0, 0));
        shell.control.stats.add(() -> counts(1_030, 10, 0));

        assertThat(shell.run("stats", "42", "--watch", "--interval", "2s", "--count", "2"))
                .isZero();
        assertThat(shell.out())
                .contains("since the start", "since the last look", "answers/s")
                .contains("15.0  75.0%")
                .contains("5.0  25.0%")
                .doesNotContain("\033");
    }

    @Test
    void watching_onATerminal_wipesIt() {
        shell.terminal = true;
        shell.control.stats.add(() -> counts(1, 0, 0));

        shell.run("stats", "42", "--watch", "--count", "1");

        assertThat(shell.out()).startsWith("\033[H\033[2J");
    }

    @Test
    void watching_inJson_isALineForEachLook() {
        shell.control.stats.add(() -> counts(1, 0, 0));
        shell.control.stats.add(() -> counts(2, 0, 0));

        shell.run("stats", "42", "--watch", "--count", "2", "--json");

        assertThat(shell.out().lines()).hasSize(2).allMatch(line -> line.startsWith("[{\"cache\": \"products\""));
    }

    @Test
    void watching_endsWellWithTheJvm() {
        shell.control.stats.add(() -> counts(1, 0, 0));
        shell.control.stats.add(() -> {
            throw new UndeclaredThrowableException(new IOException("gone"));
        });

        assertThat(shell.run("stats", "42", "--watch")).isZero();
        assertThat(shell.err()).isEqualToIgnoringNewLines("tiercel: the JVM 42 has ended");
    }

    @Test
    void ofNoCache_aLine() {
        assertThat(shell.run("stats", "42")).isZero();
        assertThat(shell.out()).isEqualToIgnoringNewLines("No cache was used yet.");
    }
}
