package dev.tiercel.testkit.coherence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A picture of staleness histograms, as SVG: a grid of small panels. Each shows how old stale reads were, on a logarithmic
 * scale from 10 µs to 100 s; the height of a bar is the logarithm of their number. Not thread-safe.
 */
public final class StalenessChart {
    private static final int PANEL_WIDTH = 210;
    private static final int PANEL_HEIGHT = 64;
    private static final int LEFT = 230;
    private static final int TOP = 84;
    private static final int GAP = 22;

    /** The title and the legend need it. */
    private static final int LEAST_WIDTH = 760;

    private static final double FIRST_NANOS = 1e4;
    private static final int DECADES = 7;

    /** A bar of this many reads is as high as the panel. */
    private static final double HIGHEST = 1e6;

    private static final String IN_SYNC = "#2b6cb0";
    private static final String UNDER_FAULT = "#dd6b20";
    private static final String BROKEN = "#c53030";
    private static final List<String> TICKS =
            List.of("10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s");

    private final String title;
    private final Set<String> rows = new LinkedHashSet<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Panel> panels = new ArrayList<>();

    public StalenessChart(String title) {
        this.title = title;
    }

    private record Panel(String row, String column, CoherenceReport report) {}

    /** Adds what was found in that row and column. */
    public void add(String row, String column, CoherenceReport report) {
        rows.add(row);
        columns.add(column);
        panels.add(new Panel(row, column, report));
    }

    /** The whole file. */
    public String svg() {
        List<String> allRows = List.copyOf(rows);
        List<String> allColumns = List.copyOf(columns);
        int width = Math.max(LEAST_WIDTH, LEFT + allColumns.size() * (PANEL_WIDTH + GAP));
        int height = TOP + allRows.size() * (PANEL_HEIGHT + GAP) + 30;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(width, height, width, height));
        svg.append(" font-family=\"sans-serif\" font-size=\"12\" fill=\"#1a202c\">\n");
        rect(svg, 0, 0, width, height, "#ffffff");
        text(svg, 12, 22, "start", 15, title);
        legend(svg);
        for (int i = 0; i < allColumns.size(); i++) {
            text(svg, x(i) + PANEL_WIDTH / 2.0, TOP - 10, "middle", 13, allColumns.get(i));
        }
        for (int i = 0; i < allRows.size(); i++) {
            text(svg, LEFT - 12, y(i) + PANEL_HEIGHT / 2.0 + 4, "end", 12, allRows.get(i));
        }
        for (Panel panel : panels) {
            draw(svg, panel, x(allColumns.indexOf(panel.column())), y(allRows.indexOf(panel.row())));
        }
        for (int i = 0; i < allColumns.size(); i++) {
            ticks(svg, x(i), y(allRows.size()) - GAP);
        }
        return svg.append("</svg>\n").toString();
    }

    private static int x(int column) {
        return LEFT + column * (PANEL_WIDTH + GAP);
    }

    private static int y(int row) {
        return TOP + row * (PANEL_HEIGHT + GAP);
    }

    private static void legend(StringBuilder svg) {
        rect(svg, 12, 36, 10, 10, IN_SYNC);
        text(svg, 27, 45, "start", 12, "stale reads in sync");
        rect(svg, 162, 36, 10, 10, UNDER_FAULT);
        text(svg, 177, 45, "start", 12, "stale reads under the fault");
        text(svg, 360, 45, "start", 12, "age of what was read, against its number (both logarithmic)");
    }

    private static void draw(StringBuilder svg, Panel panel, int x, int y) {
        CoherenceReport report = panel.report();
        rect(svg, x, y, PANEL_WIDTH, PANEL_HEIGHT, "#f7fafc");
        for (int decade = 1; decade < DECADES; decade++) {
            rect(svg, x + decade * PANEL_WIDTH / (double) DECADES, y, 0.5, PANEL_HEIGHT, "#e2e8f0");
        }
        bars(svg, report.underFault(), x, y, UNDER_FAULT);
        bars(svg, report.inSync(), x, y, IN_SYNC);
        if (report.inSync().count() + report.underFault().count() == 0) {
            text(svg, x + PANEL_WIDTH / 2.0, y + PANEL_HEIGHT / 2.0 + 4, "middle", 11, "no stale read");
        }
        String reads = String.format(Locale.ROOT, "%,d reads", report.reads());
        text(svg, x + 4, y + 12, "start", 9, reads);
        if (!report.isCoherent()) {
            svg.append(("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\""
                            + " stroke-width=\"2\"/>\n")
                    .formatted(x, y, PANEL_WIDTH, PANEL_HEIGHT, BROKEN));
            text(svg, x + PANEL_WIDTH - 4, y + 12, "end", 9, report.violationCount() + " violations");
        }
    }

    private static void bars(StringBuilder svg, Histogram histogram, int x, int y, String colour) {
        for (Histogram.Bucket bucket : histogram.buckets()) {
            double from = position(bucket.from().toNanos());
            double to = Math.max(from + 1, position(bucket.to().toNanos()));
            double share = Math.min(1, Math.log10(1.0 + (double) bucket.count()) / Math.log10(HIGHEST));
            double high = Math.max(1, share * (PANEL_HEIGHT - 14));
            rect(svg, x + from, y + PANEL_HEIGHT - high, to - from, high, colour);
        }
    }

    /** Where in a panel that time is. */
    private static double position(long nanos) {
        double decades = Math.log10(Math.max((double) nanos, FIRST_NANOS) / FIRST_NANOS);
        return Math.min(DECADES, decades) * PANEL_WIDTH / DECADES;
    }

    private static void ticks(StringBuilder svg, int x, int y) {
        for (int i = 0; i < TICKS.size(); i += 2) {
            text(svg, x + i * PANEL_WIDTH / (double) DECADES, y + 14, "middle", 9, TICKS.get(i));
        }
    }

    private static void rect(StringBuilder svg, double x, double y, double width, double height, String fill) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                fill));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, int size, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
}
