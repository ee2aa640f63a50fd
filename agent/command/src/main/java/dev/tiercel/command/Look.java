package dev.tiercel.command;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caches of a process had done at one time.
 *
 * @param nanos when
 */
record Look(long nanos, List<Map<String, String>> rows) {

    /** 0: nothing is known of this cache. */
    long count(String cache, String name) {
        return rows.stream()
                .filter(row -> cache.equals(row.get("cache")))
                .mapToLong(row -> count(row, name))
                .findFirst()
                .orElse(0);
    }

    static long count(Map<String, String> row, String name) {
        String text = row.getOrDefault(name, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    double perSecond(long count, @Nullable Look before) {
        long between = before == null ? 0 : nanos - before.nanos;
        return between <= 0 ? 0 : count * 1e9 / between;
    }
}
