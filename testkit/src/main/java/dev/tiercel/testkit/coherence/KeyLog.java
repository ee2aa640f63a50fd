package dev.tiercel.testkit.coherence;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What was written to one key and what each instance has seen of it. Guarded by itself, but for {@link #turn}. */
final class KeyLog {
    /** It began, and has not ended. */
    static final long NEVER = Long.MAX_VALUE;

    /** For those who write one at a time. */
    final ReentrantLock turn = new ReentrantLock();

    private final int history;

    /** In the order of their versions. */
    private final Deque<Write> writes = new ArrayDeque<>();

    private final @Nullable Write[] own;
    private final long[] seen;
    private final long[] seenAt;
    private final long[] freshUpTo;
    private @Nullable Write newestAcknowledged;
    private boolean forgetful;

    KeyLog(int instances, int history) {
        this.history = history;
        this.own = new Write[instances];
        this.seen = new long[instances];
        this.seenAt = new long[instances];
        this.freshUpTo = new long[instances];
    }

    /** One write, and when it began and was acknowledged. */
    static final class Write {
        final long version;
        final int writer;
        final long begun;
        private long acknowledged = NEVER;

        Write(long version, int writer, long begun) {
            this.version = version;
            this.writer = writer;
            this.begun = begun;
        }

        /** {@link #NEVER} when it was not, or not yet. */
        long acknowledged() {
            return acknowledged;
        }
    }

    /** The version must be higher than those before. */
    Write begin(long version, int writer, long now) {
        Write write = new Write(version, writer, now);
        writes.add(write);
        if (writes.size() > history) {
            writes.remove();
            forgetful = true;
        }
        return write;
    }

    void acknowledge(Write write, long now) {
        write.acknowledged = now;
        Write last = own[write.writer];
        if (last == null || last.version < write.version) {
            own[write.writer] = write;
        }
        if (newestAcknowledged == null || newestAcknowledged.version < write.version) {
            newestAcknowledged = write;
        }
    }

    /** The highest version that this instance has written itself and that was acknowledged. */
    @Nullable
    Write own(int instance) {
        return own[instance];
    }

    @Nullable
    Write newestAcknowledged() {
        return newestAcknowledged;
    }

    /** The highest version of another instance that this one must see at that time. */
    @Nullable
    Write due(int instance, long now, long allowanceNanos, CutOffs cutOffs) {
        for (Iterator<Write> newestFirst = writes.descendingIterator(); newestFirst.hasNext(); ) {
            Write write = newestFirst.next();
            if (write.writer == instance || write.acknowledged == NEVER) {
                continue;
            }
            if (now - write.acknowledged > allowanceNanos
                    && now - allowanceNanos > cutOffs.effective(write.writer, write.begun, write.acknowledged)) {
                return write;
            }
        }
        return null;
    }

    /** The first write after that version that was acknowledged before that time. */
    @Nullable
    Write firstNewer(long version, long before) {
        Write first = null;
        for (Iterator<Write> newestFirst = writes.descendingIterator(); newestFirst.hasNext(); ) {
            Write write = newestFirst.next();
            if (write.version <= version) {
                break;
            }
            if (write.acknowledged < before && (first == null || write.acknowledged <= first.acknowledged)) {
                first = write;
            }
        }
        return first;
    }

    /** Whether a write of that version has begun. Of what is forgotten nothing is known, so: true. */
    boolean isWritten(long version) {
        boolean isOlderThanAll = writes.isEmpty() || version < writes.getFirst().version;
        return find(version) != null || (isOlderThanAll && (version == 0 || forgetful));
    }

    /** Null: there was none, or it is forgotten. */
    @Nullable
    Write find(long version) {
        for (Iterator<Write> newestFirst = writes.descendingIterator(); newestFirst.hasNext(); ) {
            Write write = newestFirst.next();
            if (write.version <= version) {
                return write.version == version ? write : null;
            }
        }
        return null;
    }

    /** The highest version that a read by this instance has given, and {@link #seenAt} when. */
    long seen(int instance) {
        return seen[instance];
    }

    long seenAt(int instance) {
        return seenAt[instance];
    }

    /**
     * A read has ended. What an isolated instance has written, and somebody finds where it was written, is no news for the copies
     * of the others yet: so it may be followed by one of those.
     */
    void see(int instance, long version, long now, CutOffs cutOffs) {
        Write write = find(version);
        boolean counts = write == null
                || write.writer == instance
                || cutOffs.effective(write.writer, write.begun, Math.min(write.acknowledged, now)) <= now;
        if (!counts) {
            return;
        }
        if (version >= seen[instance] || cutOffs.touches(instance, seenAt[instance], now)) {
            seen[instance] = version;
            seenAt[instance] = now;
        }
    }

    /** Counts how long it took from each acknowledgement to this read, for those that this instance sees for the first time. */
    void countFresh(int instance, long version, long begin, CutOffs cutOffs, Histogram.Recorder times) {
        if (version <= freshUpTo[instance]) {
            return;
        }
        for (Iterator<Write> newestFirst = writes.descendingIterator(); newestFirst.hasNext(); ) {
            Write write = newestFirst.next();
            if (write.version <= freshUpTo[instance]) {
                break;
            }
            boolean counts = write.version <= version && write.writer != instance && write.acknowledged != NEVER;
            if (counts && !isDisturbed(write, instance, begin, cutOffs)) {
                times.record(Math.max(0, begin - write.acknowledged));
            }
        }
        freshUpTo[instance] = version;
    }

    /** Whether a fault may have kept the reader from hearing of the write. */
    static boolean isDisturbed(Write write, int reader, long until, CutOffs cutOffs) {
        return cutOffs.touches(reader, write.acknowledged, until)
                || cutOffs.effective(write.writer, write.begun, write.acknowledged) != write.acknowledged;
    }

    @Override
    public String toString() {
        return writes.size() + " writes, seen " + Arrays.toString(seen);
    }
}
