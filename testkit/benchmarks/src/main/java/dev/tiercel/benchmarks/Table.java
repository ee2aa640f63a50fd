package dev.tiercel.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown, with its columns aligned for reading as it is. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... head) {
        rows.add(List.of(head));
    }

    /** Text as it is; fractions with two digits. */
    public void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : cell.toString());
        }
        rows.add(row);
    }

    /** Adds the rows of a table with the same columns. */
    public void addAll(Table other) {
        rows.addAll(other.rows.subList(1, other.rows.size()));
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, ' '));
        }
        lines.add(1, line(rows.get(0).stream().map(cell -> "").toList(), '-'));
        return String.join("\n", lines) + "\n";
    }

    private String line(List<String> row, char filling) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String gap = String.valueOf(filling).repeat(width(i) - cell.length());
            cells.add(i == 0 || filling == '-' ? cell + gap : gap + cell);
        }
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
