package dev.tiercel.benchmarks.peers;

import dev.tiercel.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings of every Java in one table: by hand in its units, the others as multiples of it. */
final class PeersTable {
    private static final String NOTHING = "–";

    private final Table table = new Table(
            "JDK",
            "",
            "L1 hit",
            "bytes",
            "L1 hit, two parts",
            "bytes",
            "L2 hits/s, 1 thread",
            "64 threads",
            "miss",
            "stampede: loads",
            "all have it",
            "Redis hangs: p50 / max ms",
            "Redis is killed: p50 / max ms",
            "memory of an entry",
            "beside its value");

    void add(Findings findings) {
        for (Contender contender : Contender.values()) {
            table.add(row(findings, contender).toArray());
        }
    }

    private static List<String> row(Findings findings, Contender contender) {
        List<String> row = new ArrayList<>(List.of(findings.java(), contender.title));
        row.add(compared(findings, contender, Measure.L1_NANOS, "%.1f ns", 1));
        row.add(plain(findings, contender, Measure.L1_BYTES, "%.0f"));
        row.add(compared(findings, contender, Measure.TWO_PARTS_NANOS, "%.1f ns", 1));
        row.add(plain(findings, contender, Measure.TWO_PARTS_BYTES, "%.0f"));
        row.add(compared(findings, contender, Measure.L2_ALONE_PER_SECOND, "%.0f", 1));
        row.add(compared(findings, contender, Measure.L2_CROWD_PER_SECOND, "%.0f", 1));
        row.add(compared(findings, contender, Measure.MISS_NANOS, "%.0f µs", 1e-3));
        row.add(plain(findings, contender, Measure.STAMPEDE_LOADS, "%.0f of 64"));
        row.add(plain(findings, contender, Measure.STAMPEDE_MILLIS, "%.0f ms"));
        row.add(outage(
                findings, contender, Measure.HUNG_MEDIAN_MILLIS, Measure.HUNG_MAX_MILLIS, Measure.HUNG_ANSWERED));
        row.add(outage(
                findings, contender, Measure.KILLED_MEDIAN_MILLIS, Measure.KILLED_MAX_MILLIS, Measure.KILLED_ANSWERED));
        row.add(compared(findings, contender, Measure.ENTRY_BYTES, "%.0f B", 1));
        row.add(compared(findings, contender, Measure.OVERHEAD_BYTES, "%.0f B", 1));
        return row;
    }

    private static String compared(
            Findings findings, Contender contender, Measure measure, String format, double scale) {
        if (!findings.has(contender, measure) || !findings.has(Contender.BY_HAND, measure)) {
            return NOTHING;
        }
        return contender == Contender.BY_HAND
                ? text(format, findings.get(contender, measure) * scale)
                : text("%.2f", findings.ratio(contender, measure));
    }

    private static String plain(Findings findings, Contender contender, Measure measure, String format) {
        return findings.has(contender, measure) ? text(format, findings.get(contender, measure)) : NOTHING;
    }

    private static String outage(
            Findings findings, Contender contender, Measure median, Measure max, Measure answered) {
        if (!findings.has(contender, median)) {
            return NOTHING;
        }
        String cost = text("%.2f / ", findings.get(contender, median)) + text("%.0f", findings.get(contender, max));
        double share = findings.get(contender, answered);
        return share == 1 ? cost : cost + text(", %.0f %% answered", share * 100);
    }

    private static String text(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
