package dev.tiercel.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How rows of one kind are shown.
 *
 * @param columns in order; what rows have beside them comes behind
 * @param texts those whose values are texts in JSON, even if they look like numbers
 */
record Rows(List<String> columns, Set<String> texts) {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?");

    /** Of texts only. */
    static Rows ofTexts(String... columns) {
        return new Rows(List.of(columns), Set.of(columns));
    }

    /** Of numbers and truths, but for the columns that are named here. */
    Rows withTexts(String... names) {
        return new Rows(columns, Set.of(names));
    }

    static Rows of(String... columns) {
        return new Rows(List.of(columns), Set.of());
    }

    List<String> table(List<Map<String, String>> rows) {
        return new Table(columnsOf(rows), rows).lines();
    }

    private List<String> columnsOf(List<Map<String, String>> rows) {
        List<String> all = new ArrayList<>(columns);
        rows.forEach(
                row -> row.keySet().stream().filter(name -> !all.contains(name)).forEach(all::add));
        return all;
    }

    List<Map<String, Object>> json(List<Map<String, String>> rows) {
        List<Map<String, Object>> typed = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, Object> copy = new LinkedHashMap<>();
            columnsOf(rows).stream()
                    .filter(row::containsKey)
                    .forEach(name -> copy.put(name, typed(name, row.getOrDefault(name, ""))));
            typed.add(copy);
        }
        return typed;
    }

    private Object typed(String column, String text) {
        if (texts.contains(column) || !columns.contains(column)) {
            return text;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }
}
