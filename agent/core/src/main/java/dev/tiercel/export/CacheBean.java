package dev.tiercel.export;

import dev.tiercel.Outcome;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.metrics.Count;
import dev.tiercel.readthrough.NamedChanges;

/** A cache, as JMX asks for it. Thread-safe. */
record CacheBean(CacheFigures figures, NamedChanges changes) implements CacheMXBean {
    private static final double NANOS = 1e6;

    @Override
    public String getName() {
        return figures.cache();
    }

    @Override
    public long getL1Hits() {
        return figures.counts().of(Answer.L1);
    }

    @Override
    public long getL2Hits() {
        return figures.counts().of(Answer.L2);
    }

    @Override
    public long getStaleHits() {
        return figures.counts().of(Answer.STALE);
    }

    @Override
    public long getLoads() {
        return figures.counts().of(Answer.LOADED) + getLoadFailures();
    }

    @Override
    public long getLoadFailures() {
        return figures.counts().of(Answer.FAILED);
    }

    @Override
    public long getJoinedLoads() {
        return figures.counts().of(Answer.JOINED) + figures.counts().of(Answer.JOINED_ELSEWHERE);
    }

    @Override
    public long getPuts() {
        return figures.counts().of(Count.PUTS);
    }

    @Override
    public long getInvalidations() {
        return figures.counts().of(Count.INVALIDATIONS);
    }

    @Override
    public long getHeardInvalidations() {
        return figures.counts().of(Count.HEARD_INVALIDATIONS);
    }

    @Override
    public long getEvictions() {
        return figures.counts().of(Count.EVICTIONS);
    }

    @Override
    public long getLostLeases() {
        return figures.counts().of(Count.LOST_LEASES);
    }

    @Override
    public long getL1Entries() {
        return figures.entries().getAsLong();
    }

    @Override
    public double getHitRate() {
        double hits = getL1Hits() + getL2Hits() + getStaleHits() + getJoinedLoads();
        return hits + getLoads() == 0 ? 0 : hits / (hits + getLoads());
    }

    @Override
    public double getL2P99Millis() {
        return p99(Outcome.L2);
    }

    @Override
    public double getLoadP99Millis() {
        return p99(Outcome.LOADER);
    }

    private double p99(Outcome outcome) {
        return figures.counts().latency(outcome).snapshot().percentileNanos(0.99) / NANOS;
    }

    @Override
    public void clear() {
        changes.clear(getName());
    }

    @Override
    public void invalidateTag(String tag) {
        changes.invalidateTag(getName(), tag);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // JMX knows no futures
    public void invalidatePattern(String pattern) {
        changes.invalidatePattern(getName(), pattern);
    }
}
