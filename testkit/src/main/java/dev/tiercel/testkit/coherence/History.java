package dev.tiercel.testkit.coherence;

import dev.tiercel.testkit.coherence.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of all writes, and the rules. Thread-safe; its memory is bounded by the number of keys.
 *
 * <p>All times are from one clock, of this process. What another process did lies between the two times at which it was
 * asked and answered, so no clocks are compared:
 *
 * <pre>
 *   writer   begin |=====write v7=====| acknowledged
 *   reader                                  begin |===read===| end: v6
 *                                     |-- age  ---|
 * </pre>
 *
 * What a read must see is what was acknowledged before it began; what it may see is all whose write began before it
 * ended. Both are taken under the lock of the key, before the call and after it, so a rule is never broken by the order in
 * which two threads come to write things down.
 */
final class History {
    /** So many violations are told in full, one of each kind for each key on each instance. */
    private static final int TOLD = 20;

    private final CoherenceSettings settings;
    private final int instances;
    private final LongSupplier clock;
    private final CutOffs cutOffs;
    private final Map<String, KeyLog> keys = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private final LongAdder reads = new LongAdder();
    private final LongAdder failedReads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder failedWrites = new LongAdder();
    private final Histogram.Recorder inSync = new Histogram.Recorder();
    private final Histogram.Recorder underFault = new Histogram.Recorder();
    private final List<Histogram.Recorder> firstFresh = new ArrayList<>();
    private final LongAccumulator backInSync = new LongAccumulator(Math::max, 0);
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class); // guarded by itself
    private final List<Violation> told = new ArrayList<>(); // guarded by counts
    private final Set<String> toldOf = new HashSet<>(); // guarded by counts

    /**
     * @param clock nanoseconds since the beginning of the check; it never goes back
     */
    History(CoherenceSettings settings, int instances, LongSupplier clock) {
        this.settings = settings;
        this.instances = instances;
        this.clock = clock;
        this.cutOffs = new CutOffs(settings.recovery().toNanos());
        for (int i = 0; i < instances; i++) {
            firstFresh.add(new Histogram.Recorder());
        }
    }

    KeyLog key(String key) {
        return keys.computeIfAbsent(key, name -> new KeyLog(instances, settings.history()));
    }

    KeyLog.Write beginWrite(int instance, String key) {
        KeyLog log = key(key);
        synchronized (log) {
            return log.begin(versions.incrementAndGet(), instance, clock.getAsLong());
        }
    }

    void acknowledged(String key, KeyLog.Write write) {
        KeyLog log = key(key);
        synchronized (log) {
            log.acknowledge(write, clock.getAsLong());
        }
        writes.increment();
    }

    /** Nobody knows whether it was written: it may be read from now on, and need not be. */
    void failedWrite() {
        failedWrites.increment();
    }

    void failedRead() {
        failedReads.increment();
    }

    /** What a read that begins now must see at least. */
    record ReadStart(
            int instance,
            String key,
            long begin,
            KeyLog.@Nullable Write own,
            KeyLog.@Nullable Write due,
            long seen,
            long seenAt) {}

    ReadStart beginRead(int instance, String key) {
        KeyLog log = key(key);
        synchronized (log) {
            long now = clock.getAsLong();
            long bound = settings.bound().toNanos();
            boolean cutOff = cutOffs.touches(instance, now - bound, now);
            long allowance = bound + (cutOff ? settings.maxStaleness().toNanos() : 0);
            return new ReadStart(
                    instance,
                    key,
                    now,
                    log.own(instance),
                    log.due(instance, now, allowance, cutOffs),
                    log.seen(instance),
                    log.seenAt(instance));
        }
    }

    /** Judges the read. */
    void endRead(ReadStart start, long version) {
        reads.increment();
        KeyLog log = key(start.key());
        synchronized (log) {
            long now = clock.getAsLong();
            if (version > versions.get()) {
                tell(Kind.FROM_THE_FUTURE, start, version, null, now);
                return;
            }
            if (!log.isWritten(version)) {
                tell(Kind.NEVER_WRITTEN, start, version, null, now);
                return;
            }
            judge(start, version, now);
            measure(log, start, version);
            log.see(start.instance(), version, now, cutOffs);
            log.countFresh(start.instance(), version, start.begin(), cutOffs, firstFresh.get(start.instance()));
        }
    }

    private void judge(ReadStart start, long version, long now) {
        KeyLog.Write own = start.own();
        KeyLog.Write due = start.due();
        if (own != null && version < own.version) {
            tell(Kind.OWN_WRITE_LOST, start, version, own, now);
        } else if (due != null && version < due.version) {
            tell(Kind.STALE, start, version, due, now);
        } else if (version < start.seen() && !cutOffs.touches(start.instance(), start.seenAt(), now)) {
            KeyLog.Write seen = key(start.key()).find(start.seen());
            tell(violation(Kind.BACKWARDS, start, version, start.seen(), seen == null ? -1 : seen.writer, 0, now));
        }
    }

    private void measure(KeyLog log, ReadStart start, long version) {
        KeyLog.Write newer = log.firstNewer(version, start.begin());
        if (newer == null || newer.writer == start.instance()) {
            return;
        }
        long age = start.begin() - newer.acknowledged();
        if (!KeyLog.isDisturbed(newer, start.instance(), start.begin(), cutOffs)) {
            inSync.record(age);
            return;
        }
        underFault.record(age);
        long healed = cutOffs.lastHeal();
        if (age > settings.bound().toNanos() && healed < start.begin()) {
            backInSync.accumulate(start.begin() - healed);
        }
    }

    /** The last acknowledged write, when that version is older; else null. */
    KeyLog.@Nullable Write missing(String key, long version) {
        KeyLog log = key(key);
        synchronized (log) {
            KeyLog.Write newest = log.newestAcknowledged();
            return newest != null && version < newest.version ? newest : null;
        }
    }

    /** The instance never came to see the write. */
    void stillStale(int instance, String key, long version, KeyLog.Write missing) {
        long now = clock.getAsLong();
        ReadStart read = new ReadStart(instance, key, now, null, null, 0, 0);
        tell(Kind.STILL_STALE, read, version, missing, now);
    }

    private void tell(Kind kind, ReadStart start, long version, KeyLog.@Nullable Write expected, long now) {
        tell(
                expected == null
                        ? violation(kind, start, version, 0, -1, 0, now)
                        : violation(
                                kind,
                                start,
                                version,
                                expected.version,
                                expected.writer,
                                start.begin() - expected.acknowledged(),
                                now));
    }

    private static Violation violation(
            Kind kind, ReadStart start, long version, long expected, int writer, long ageNanos, long now) {
        return new Violation(
                kind,
                start.instance(),
                start.key(),
                version,
                expected,
                writer,
                Duration.ofNanos(ageNanos),
                Duration.ofNanos(start.begin()),
                Duration.ofNanos(now));
    }

    private void tell(Violation violation) {
        synchronized (counts) {
            counts.merge(violation.kind(), 1L, Long::sum);
            if (told.size() < TOLD
                    && toldOf.add(violation.kind() + " " + violation.instance() + " " + violation.key())) {
                told.add(violation);
            }
        }
    }

    CutOff cutOff(CutOff.Kind kind, BitSet which) {
        CutOffs.Window window = cutOffs.open(which, kind, clock.getAsLong());
        return new CutOff(window, () -> cutOffs.heal(window, clock.getAsLong()));
    }

    CoherenceReport report() {
        synchronized (counts) {
            return new CoherenceReport(
                    settings.seed(),
                    instances,
                    Duration.ofNanos(clock.getAsLong()),
                    reads.sum(),
                    failedReads.sum(),
                    writes.sum(),
                    failedWrites.sum(),
                    counts,
                    told,
                    inSync.snapshot(),
                    underFault.snapshot(),
                    firstFresh.stream().map(Histogram.Recorder::snapshot).toList(),
                    Duration.ofNanos(backInSync.get()));
        }
    }
}
