package dev.tiercel.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What caches have done, a row for each cache and tier: since the start, or between two looks. */
final class StatsTable {
    private final Look now;
    private final @Nullable Look before;

    StatsTable(Look now, @Nullable Look before) {
        this.now = now;
        this.before = before;
    }

    List<String> lines() {
        String answers = before == null ? "answers" : "answers/s";
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> cache : now.rows()) {
            rows.addAll(of(cache, answers));
        }
        List<String> columns = List.of("cache", "tier", "entries", answers, "share", "p50", "p99", "also");
        return new Table(columns, Table.grouped("cache", rows)).lines();
    }

    private List<Map<String, String>> of(Map<String, String> cache, String answers) {
        long l1 = count(cache, "l1-hits");
        long l2 = count(cache, "l2-hits");
        long loads = count(cache, "loads");
        long stale = count(cache, "stale-hits");
        long all = l1 + l2 + loads + stale;
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(row(cache, answers, "L1", l1, all));
        rows.get(0).put("entries", cache.getOrDefault("entries", ""));
        rows.get(0)
                .put(
                        "also",
                        also(
                                cache,
                                "evictions",
                                "evicted",
                                "invalidations",
                                "invalidated",
                                "heard-invalidations",
                                "heard"));
        rows.add(row(cache, answers, "L2", l2, all));
        rows.get(1).put("also", also(cache, "lost-leases", "leases lost", "puts", "put"));
        times(rows.get(1), cache, "l2");
        rows.add(row(cache, answers, "method", loads, all));
        rows.get(2)
                .put(
                        "also",
                        also(
                                cache,
                                "load-failures",
                                "failed",
                                "joined-loads",
                                "joined",
                                "stale-hits",
                                "stale instead"));
        times(rows.get(2), cache, "load");
        return rows;
    }

    private Map<String, String> row(Map<String, String> cache, String answers, String tier, long count, long all) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("cache", cache.getOrDefault("cache", ""));
        row.put("tier", tier);
        row.put(answers, before == null ? String.format(Locale.ROOT, "%,d", count) : rate(count));
        row.put("share", all == 0 ? "" : String.format(Locale.ROOT, "%.1f%%", 100.0 * count / all));
        return row;
    }

    private String rate(long count) {
        return String.format(Locale.ROOT, "%,.1f", now.perSecond(count, before));
    }

    private static void times(Map<String, String> row, Map<String, String> cache, String name) {
        row.put("p50", time(cache.get(name + "-p50")));
        row.put("p99", time(cache.get(name + "-p99")));
    }

    /** Microseconds as people read them. */
    private static String time(@Nullable String micros) {
        if (micros == null || !micros.matches("\\d{1,15}(\\.\\d+)?")) {
            return "";
        }
        double value = Double.parseDouble(micros);
        if (value == 0) {
            return "";
        }
        if (value < 1_000) {
            return String.format(Locale.ROOT, "%.0f us", value);
        }
        return value < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", value / 1_000)
                : String.format(Locale.ROOT, "%.1f s", value / 1_000_000);
    }

    private String also(Map<String, String> cache, String... namesAndWords) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < namesAndWords.length; i += 2) {
            long count = count(cache, namesAndWords[i]);
            if (count > 0) {
                parts.add(String.format(Locale.ROOT, "%,d %s", count, namesAndWords[i + 1]));
            }
        }
        return String.join(", ", parts);
    }

    private long count(Map<String, String> cache, String name) {
        long count = Look.count(cache, name);
        return before == null ? count : Math.max(0, count - before.count(cache.getOrDefault("cache", ""), name));
    }
}
