package dev.tiercel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void numbersStandToTheRight_emptyColumnsAreLeftOut() {
        List<Map<String, String>> rows = List.of(Map.of("name", "a", "n", "1,000"), Map.of("name", "longer", "n", "7"));

        assertThat(new Table(List.of("name", "nothing", "n"), rows).lines())
                .containsExactly("name        n", "a       1,000", "longer      7");
    }

    @Test
    void nothingIsCutOff_andNothingIsObeyed() {
        String longText = "x".repeat(500);

        assertThat(new Table(List.of("text"), List.of(Map.of("text", longText + "\033[2J\n"))).lines())
                .contains(longText + "?[2J?");
    }

    @Test
    void whatTheRowAboveSaysToo_isNotRepeated() {
        List<Map<String, String>> rows = List.of(Map.of("m", "a"), Map.of("m", "a", "x", "1"), Map.of("m", "b"));

        assertThat(Table.grouped("m", rows)).containsExactly(Map.of("m", "a"), Map.of("x", "1"), Map.of("m", "b"));
    }
}
