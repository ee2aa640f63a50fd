package dev.tiercel.metrics;

import dev.tiercel.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What one cache has done in this process, as counts. Thread-safe; nothing here waits. */
public final class CacheCounts {
    private final boolean on;
    private final HitCounter l1Hits;

    private final Counters<Answer> answers = new Counters<>(Answer.class);
    private final Counters<Count> others = new Counters<>(Count.class);

    /** Each made when it is first needed: most caches are never stale. */
    private final Map<Outcome, LatencyHistogram> latencies = new ConcurrentHashMap<>();

    /** @param on false: nothing is counted, and all is zero */
    public CacheCounts(boolean on) {
        this.on = on;
        l1Hits = on ? HitCounter.on() : HitCounter.OFF;
    }

    /** Where hits are counted that go no further than L1. */
    public HitCounter l1Hits() {
        return l1Hits;
    }

    /** A call was answered. */
    public void answered(Answer how, long tookNanos) {
        if (how == Answer.L1) {
            l1Hits.increment();
        } else if (on) {
            answers.add(how, 1);
            latency(how.outcome()).record(tookNanos);
        }
    }

    /** Something else happened, so often. */
    public void add(Count what, long times) {
        if (on) {
            others.add(what, times);
        }
    }

    /** How many calls were answered so. */
    public long of(Answer how) {
        return how == Answer.L1 ? l1Hits.sum() : answers.sum(how);
    }

    /** How often that happened. */
    public long of(Count what) {
        return others.sum(what);
    }

    /** How long the calls took that were answered so; of L1 nothing is known. */
    public LatencyHistogram latency(Outcome outcome) {
        return latencies.computeIfAbsent(outcome, any -> new LatencyHistogram());
    }
}
