package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "60s, PT1M, 1m",
        "90s, PT90S, 90s",
        "5m, PT5M, 5m",
        "2h, PT2H, 2h",
        "1d, P1D, 1d",
        "3650d, P3650D, 3650d",
        "' 5M ', PT5M, 5m",
        "PT5M, PT5M, 5m",
        "pt1.5s, PT1.5S, 1500ms",
        "0005s, PT5S, 5s",
    })
    void parse_numberAndUnitOrIso(String text, Duration duration, String shown) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "5, has no unit",
        "0, is too short",
        "'10 s', has a space in it",
        "-5s, is negative",
        "PT-5S, is too short",
        "0s, is too short",
        "PT0.0005S, is too short",
        "3651d, is too long",
        "9223372036854775807d, is too long",
        "99999999999999999999s, is too long",
        "PT99999999999999999999S, is no ISO-8601 duration",
        "P5Q, is no ISO-8601 duration",
        "5w, has no known unit",
        "5sec, has no known unit",
        "1.5s, has no known unit",
        "s, is no time",
        "'', is no time",
        "soon, is no time",
        "٣s, is no time",
    })
    void parse_refused(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("\"" + text + "\" " + reason
                        + "; allowed: 1ms to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M");
    }
}
