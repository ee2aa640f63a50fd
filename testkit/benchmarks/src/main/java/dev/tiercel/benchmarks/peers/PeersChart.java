package dev.tiercel.benchmarks.peers;

import java.util.List;
import java.util.Locale;

/**
 * A picture of what was found, as SVG: a panel for each measure, in it a bar for each contender and Java. The scale is
 * logarithmic; bars begin at the line of by hand, where they are multiples of it.
 */
final class PeersChart {
    private static final int LEFT = 150;
    private static final int PANEL_WIDTH = 200;
    private static final int PANEL_GAP = 34;

    /** The room for the longest number beside the longest bar. */
    private static final int LABEL = 32;

    private static final int COLUMNS = 3;
    private static final int BAR = 8;
    private static final int TOP = 64;
    private static final int HEAD = 34;
    private static final List<String> COLOURS = List.of("#2b6cb0", "#dd6b20", "#2f855a", "#805ad5");
    private static final String OURS = "#ebf4ff";

    private static final List<Panel> PANELS = List.of(
            new Panel("L1 hit: time", Measure.L1_NANOS, true),
            new Panel("L1 hit, key of two parts: time", Measure.TWO_PARTS_NANOS, true),
            new Panel("a miss in every tier: time", Measure.MISS_NANOS, true),
            new Panel("L2 hits a second, 1 thread", Measure.L2_ALONE_PER_SECOND, true),
            new Panel("L2 hits a second, 64 threads", Measure.L2_CROWD_PER_SECOND, true),
            new Panel("a call while Redis hangs: p50, ms", Measure.HUNG_MEDIAN_MILLIS, false));

    private final List<Findings> all;
    private final StringBuilder svg = new StringBuilder();

    PeersChart(List<Findings> all) {
        this.all = all;
    }

    /** @param relative to by hand; otherwise as it is */
    private record Panel(String title, Measure measure, boolean relative) {
        double number(Findings findings, Contender contender) {
            return relative ? findings.ratio(contender, measure) : findings.get(contender, measure);
        }
    }

    /** The whole file. */
    String svg() {
        int rows = (PANELS.size() + COLUMNS - 1) / COLUMNS;
        int width = LEFT + COLUMNS * (PANEL_WIDTH + PANEL_GAP);
        int height = TOP + rows * (panelHeight() + HEAD) + 12;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(width, height, width, height));
        svg.append(" font-family=\"sans-serif\" font-size=\"12\" fill=\"#1a202c\">\n");
        rect(0, 0, width, height, "#ffffff");
        text(12, 22, "start", 15, "Tiercel beside others, as multiples of what is written by hand (logarithmic)");
        for (int i = 0; i < all.size(); i++) {
            rect(12 + i * 120, 34, 10, 10, COLOURS.get(i % COLOURS.size()));
            text(27 + i * 120, 43, "start", 12, "JDK " + all.get(i).java());
        }
        text(27 + all.size() * 120, 43, "start", 12, "times: less is better; hits a second: more is better");
        for (int i = 0; i < PANELS.size(); i++) {
            panel(PANELS.get(i), i % COLUMNS, TOP + i / COLUMNS * (panelHeight() + HEAD) + HEAD);
        }
        return svg.append("</svg>\n").toString();
    }

    private int rowHeight() {
        return all.size() * BAR + 12;
    }

    private int panelHeight() {
        return Contender.values().length * rowHeight();
    }

    private void panel(Panel panel, int column, int y) {
        int x = LEFT + column * (PANEL_WIDTH + PANEL_GAP);
        text(x, y - 8, "start", 12, panel.title());
        rect(x, y, PANEL_WIDTH, panelHeight(), "#f7fafc");
        double least = numbers(panel, true);
        double most = numbers(panel, false);
        int top = y;
        for (Contender contender : Contender.values()) {
            if (contender == Contender.TIERCEL) {
                rect(x, top, PANEL_WIDTH, rowHeight(), OURS);
            }
            if (column == 0) {
                text(x - 8, top + rowHeight() / 2.0 + 4, "end", 12, contender.title);
            }
            for (int i = 0; i < all.size(); i++) {
                bar(panel, panel.number(all.get(i), contender), least, most, x, top + 6 + i * BAR, i);
            }
            top += rowHeight();
        }
        rect(x + position(panel.relative() ? 1 : least, least, most), y, 1, panelHeight(), "#718096");
    }

    /** The least or the most of a panel, and a little more. */
    private double numbers(Panel panel, boolean least) {
        double end = panel.relative() ? 1 : Double.NaN;
        for (Findings findings : all) {
            for (Contender contender : Contender.values()) {
                double number = panel.number(findings, contender);
                if (!Double.isNaN(number)) {
                    end = Double.isNaN(end) ? number : least ? Math.min(end, number) : Math.max(end, number);
                }
            }
        }
        return least ? end / 1.2 : end * 1.2;
    }

    private void bar(Panel panel, double number, double least, double most, int x, int y, int java) {
        if (Double.isNaN(number)) {
            text(x + 4, y + BAR - 1, "start", 8, "–");
            return;
        }
        double base = position(panel.relative() ? 1 : least, least, most);
        double end = position(number, least, most);
        String label = String.format(Locale.ROOT, number >= 10 ? "%.0f" : "%.2f", number);
        rect(
                x + Math.min(base, end),
                y,
                Math.max(1, Math.abs(end - base)),
                BAR - 1,
                COLOURS.get(java % COLOURS.size()));
        text(x + Math.max(base, end) + 3, y + BAR - 1, "start", 8, label);
    }

    private static double position(double number, double least, double most) {
        return most <= least ? 0 : Math.log(number / least) / Math.log(most / least) * (PANEL_WIDTH - LABEL);
    }

    private void rect(double x, double y, double width, double height, String fill) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                fill));
    }

    private void text(double x, double y, String anchor, int size, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                text));
    }
}
