package dev.tiercel.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rows under their columns' names, aligned; nothing is cut off. Columns of numbers are aligned to the right, and columns
 * that no row has anything in are left out.
 */
final class Table {
    private static final Pattern NUMBER = Pattern.compile("-|-?[\\d,.]+ ?(%|us|ms|s)?");
    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<Map<String, String>> rows;

    Table(List<String> columns, List<Map<String, String>> rows) {
        this.rows = rows;
        this.columns = columns.stream()
                .filter(column ->
                        rows.stream().anyMatch(row -> !cell(row, column).isEmpty()))
                .toList();
    }

    /** A line for the columns' names, and one for each row. */
    List<String> lines() {
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (String column : columns) {
            append(lines, cells(column), isNumeric(column));
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    private List<String> cells(String column) {
        List<String> cells = new ArrayList<>(List.of(column));
        rows.forEach(row -> cells.add(cell(row, column)));
        return cells;
    }

    private static void append(List<StringBuilder> lines, List<String> cells, boolean toTheRight) {
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(width - cell.length());
            StringBuilder line = lines.get(i);
            line.append(line.isEmpty() ? "" : GAP).append(toTheRight ? padding + cell : cell + padding);
        }
    }

    private boolean isNumeric(String column) {
        return rows.stream()
                .map(row -> cell(row, column))
                .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
    }

    private static String cell(Map<String, String> row, String column) {
        return Plain.of(row.getOrDefault(column, ""));
    }

    /** The rows, without what the row above says too in this column. */
    static List<Map<String, String>> grouped(String column, List<Map<String, String>> rows) {
        List<Map<String, String>> grouped = new ArrayList<>();
        String above = "";
        for (Map<String, String> row : rows) {
            String cell = cell(row, column);
            Map<String, String> copy = new LinkedHashMap<>(row);
            if (cell.equals(above)) {
                copy.remove(column);
            }
            grouped.add(copy);
            above = cell;
        }
        return grouped;
    }
}
