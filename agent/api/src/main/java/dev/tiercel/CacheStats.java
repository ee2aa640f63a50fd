package dev.tiercel;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one cache of this process has done since the process began, as counts. To see a rate, take two and subtract. Each
 * call is counted once, by what answered it; of a call for many keys, each key is one. Calls that pass the cache by are not
 * counted: those whose condition does not hold, and reads of what their own transaction has changed.
 *
 * <pre>{@code
 * for (CacheStats stats : CacheStats.all()) {
 *     System.out.printf("%s: %.1f %% hits%n", stats.cache(), 100 * stats.hitRate());
 * }
 * }</pre>
 *
 * @param cache its name
 * @param l1Hits calls that L1 answered; counted without a lock, so that some may be missing where threads are many
 * @param l2Hits calls that L2 answered
 * @param staleHits calls that an entry past its time answered
 * @param loads calls that ran the method and got what it returned or threw; loads in the background are none
 * @param loadFailures those of them that got what it threw
 * @param joinedLoads calls that waited for the load of another thread or instance and got that, and so ran no method
 * @param puts values that were loaded, or replaced by a change, and kept
 * @param invalidations changes made by this process: entries dropped, clears, tags and patterns
 * @param heardInvalidations entries that L1 dropped because another instance said so
 * @param evictions entries that L1 gave up for want of room, or because their time was over
 * @param lostLeases loads whose result L2 did not take, because the entry was invalidated meanwhile
 * @param l1Entries how many entries L1 has now, about
 * @param latencies how long calls took, by what answered them; L1's are not measured, for a clock costs more than they do
 */
public record CacheStats(
        String cache,
        long l1Hits,
        long l2Hits,
        long staleHits,
        long loads,
        long loadFailures,
        long joinedLoads,
        long puts,
        long invalidations,
        long heardInvalidations,
        long evictions,
        long lostLeases,
        long l1Entries,
        Map<Outcome, Latency> latencies) {

    /**
     * How long calls took. Percentiles are upper bounds of the interval in which they lie, and so up to a seventh too long.
     *
     * @param count how many calls
     * @param total of all of them
     * @param p50 half of them took no longer
     * @param p95 95 of a hundred took no longer
     * @param p99 99 of a hundred took no longer
     * @param max the longest
     */
    public record Latency(long count, Duration total, Duration p50, Duration p95, Duration p99, Duration max) {}

    /** Copies the latencies. */
    public CacheStats {
        latencies = Map.copyOf(latencies);
    }

    /** Every cache that was used so far, by name; empty without an agent. */
    public static List<CacheStats> all() {
        try {
            return Arrays.stream(AgentDoor.stats()).map(CacheStats::of).toList();
        } catch (RuntimeException misunderstood) {
            return List.of(); // An agent of another version may know more than this class does.
        }
    }

    /** All calls that were answered, by whatever. */
    public long calls() {
        return l1Hits + l2Hits + staleHits + joinedLoads + loads;
    }

    /** The share of {@link #calls} that ran no method, from 0 to 1; 0 where there were none. */
    public double hitRate() {
        return calls() == 0 ? 0 : 1 - (double) loads / calls();
    }

    private static CacheStats of(Object[] row) {
        Map<Outcome, Latency> latencies = new EnumMap<>(Outcome.class);
        for (Object[] each : (Object[][]) row[13]) {
            latencies.put(
                    Outcome.valueOf((String) each[0]),
                    new Latency(
                            (Long) each[1],
                            (Duration) each[2],
                            (Duration) each[3],
                            (Duration) each[4],
                            (Duration) each[5],
                            (Duration) each[6]));
        }
        return new CacheStats(
                (String) row[0],
                (Long) row[1],
                (Long) row[2],
                (Long) row[3],
                (Long) row[4],
                (Long) row[5],
                (Long) row[6],
                (Long) row[7],
                (Long) row[8],
                (Long) row[9],
                (Long) row[10],
                (Long) row[11],
                (Long) row[12],
                latencies);
    }
}
