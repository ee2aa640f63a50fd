package dev.tiercel.export;

/** One cache of this process, for JMX. Counts are since the process began; times are milliseconds. */
public interface CacheMXBean {
    String getName();

    long getL1Hits();

    long getL2Hits();

    long getStaleHits();

    /** Calls that ran the method. */
    long getLoads();

    /** Those of them that got its exception. */
    long getLoadFailures();

    /** Calls that the load of another thread or instance answered. */
    long getJoinedLoads();

    long getPuts();

    long getInvalidations();

    long getHeardInvalidations();

    long getEvictions();

    long getLostLeases();

    long getL1Entries();

    /** The share of the calls that ran no method, from 0 to 1. */
    double getHitRate();

    double getL2P99Millis();

    double getLoadP99Millis();

    /** Drops every entry, on every instance. */
    void clear();

    /** Drops every entry that has the tag, on every instance. */
    void invalidateTag(String tag);

    /** Drops every entry whose key's text fits the pattern, on every instance; in Redis some time soon. */
    void invalidatePattern(String pattern);
}
