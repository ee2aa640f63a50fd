package dev.tiercel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void numbersAndTruthsAreThemselves_allElseIsText() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("n", new BigDecimal("0.95"));
        map.put("b", true);
        map.put("s", "7");

        assertThat(JsonText.lineOf(map)).isEqualTo("{\"n\": 0.95, \"b\": true, \"s\": \"7\"}");
    }

    @Test
    void nestedOnes_areIndented_emptyOnesAreNot() {
        assertThat(JsonText.of(List.of(Map.of("a", List.of()), Map.of())))
                .isEqualTo("[\n  {\n    \"a\": []\n  },\n  {}\n]");
    }

    @Test
    void whatATerminalWouldObey_isEscaped() {
        assertThat(JsonText.of("\"\\\n\t\033[2J\u202e")).isEqualTo("\"\\\"\\\\\\n\\t\\u001b[2J\\u202e\"");
    }

    @Test
    void halvesOfCharacters_areEscaped_wholeOnesStay() {
        assertThat(JsonText.of("\ud83d\ude00 \ud83d")).isEqualTo("\"\ud83d\ude00 \\ud83d\"");
    }
}
