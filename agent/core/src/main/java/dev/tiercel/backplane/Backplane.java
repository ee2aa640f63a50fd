package dev.tiercel.backplane;

import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.Events;
import dev.tiercel.threads.Daemons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whether this instance hears what others drop, and what it hears.
 *
 * <pre>
 *   out of sync ── every lane's beat has come back ──▶ in sync      L1 begins empty
 *   in sync     ── a subscription is lost, or no beat comes back ──▶ out of sync
 *   in sync     ── a number is missing in a lane of others ──▶ in sync, L1 begins empty
 * </pre>
 *
 * <p>Being connected is not being in sync: servers close slow subscribers, proxies idle ones, and a subscription survives
 * on a server that is the master no more. So each instance publishes a beat every second on each connection that it
 * publishes on, and is in sync while they come back. While it is not, an entry answers for a cache's {@code max-staleness}
 * at most, counted from the last beat that came back.
 *
 * <p>Thread-safe. One thread of its own; messages are taken in on the threads that bring them.
 */
public final class Backplane implements AutoCloseable {
    /** Whose L1 it is. Called on any thread; must not wait. */
    public interface Listener {
        /** Others dropped the keys with these addresses. */
        void dropped(long[] addresses);

        /** Others dropped every key of the pattern. */
        void swept(String pattern);

        /** Others gave a field of the hash of epochs with that key another stamp. */
        void epoch(String key, String field, String stamp);

        /** Nobody knows what was dropped: everything goes. */
        void forgetAll();

        /** Comes every second or so: time to tidy up. */
        void tidy();

        /**
         * Out of sync; comes again and again.
         *
         * @param outage its number
         * @param age since the last moment of which nothing was missed
         */
        void outOfSync(long outage, Duration age);
    }

    /**
     * How it is.
     *
     * @param since by this machine's clock
     * @param cause of the latest change
     * @param gaps how often something had been missed while it was taken to be in sync
     */
    public record State(boolean inSync, Instant since, String cause, long outages, long gaps, long heard) {}

    private static final long MOST_BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_MILLIS = 100;

    /** So many beats may be late. */
    private static final double PATIENCE_BEATS = 2.5;

    /** A lane of others that has been silent for so many beats is gone. */
    private static final int GONE_BEATS = 60;

    /** An outage that is over sooner is nothing to speak of. */
    private static final long TOLD_AFTER_MILLIS = 2_000;

    private final long origin = ThreadLocalRandom.current().nextLong();
    private final EventLog log;
    private final LongSupplier nanoTime;
    private final long beatNanos;
    private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();
    private final Others others = new Others();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final ScheduledExecutorService thread;
    private volatile Listener listener = new Nobody();
    private volatile boolean inSync;
    private volatile long inNanos;
    private volatile Runnable renewal = () -> {};
    private volatile int expected = 1;

    // Guarded by this.
    private long goodNanos;
    private long outNanos;
    private long nextBeatNanos;
    private long nextRenewalNanos;
    private long outages;
    private boolean toldOutage;
    private String cause = "not connected yet";
    private Instant since = Instant.now();

    public Backplane(Duration heartbeat, EventLog log) {
        this(heartbeat, log, System::nanoTime);
    }

    Backplane(Duration heartbeat, EventLog log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.beatNanos = Math.min(heartbeat.toNanos(), MOST_BEAT_NANOS);
        this.goodNanos = nanoTime.getAsLong();
        this.outNanos = goodNanos;
        this.nextBeatNanos = goodNanos;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> Daemons.thread("tiercel-backplane", work));
    }

    /** Begins to watch, and to tell the listener. */
    public void start(Listener listener) {
        listen(listener);
        var unused = thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void listen(Listener to) {
        listener = to;
    }

    /** @param renewal makes the subscriptions anew, because nothing comes through them; must not wait */
    public void renewWith(Runnable renewal) {
        this.renewal = renewal;
    }

    /** True: what others drop is heard within milliseconds. */
    public boolean isInSync() {
        return inSync;
    }

    public synchronized State state() {
        return new State(inSync, since, cause, outages, gaps.get(), heard.get());
    }

    /** As many lanes as there are have to be open for this instance to be in sync. */
    public void expect(int count) {
        expected = count;
    }

    /**
     * A connection that messages go out on. Nobody knows whether that server is listened to before a beat has come back, so
     * until then this instance is out of sync.
     *
     * @param node its name in log lines
     * @param publisher publishes bytes there, without waiting
     */
    public Lane open(String node, Consumer<byte[]> publisher) {
        long now = nanoTime.getAsLong();
        Lane lane = new Lane(origin, ThreadLocalRandom.current().nextLong(), node, publisher, now);
        lanes.put(lane.id(), lane);
        leaveSync("nothing heard of " + node + " yet");
        subscribed();
        return lane;
    }

    /** The connection is lost. */
    public void close(Lane lane) {
        lanes.remove(lane.id());
    }

    /** A subscription has begun: only what is sent from now on shows that it works. */
    public void subscribed() {
        for (Lane lane : lanes.values()) {
            lane.forgetEchoes();
            lane.beat(nanoTime.getAsLong());
        }
    }

    /** A subscription is lost. */
    public void lost(String why) {
        leaveSync("subscription lost: " + why);
        subscribed(); // There may be others, which say all that this one said.
    }

    /** Takes in a message. */
    public void heard(byte[] bytes) {
        Message message = Message.of(bytes);
        if (message == null) {
            log.warn("backplane message", "Something that is no message of ours was published on our channel in Redis");
            return;
        }
        if (message.origin() == origin) {
            echoed(message);
            return;
        }
        Others.Finding finding = others.take(message, nanoTime.getAsLong());
        if (finding == Others.Finding.AGAIN) {
            return;
        }
        heard.incrementAndGet();
        if (isMissing(finding)) {
            gaps.incrementAndGet();
            listener.forgetAll();
        }
        switch (message.kind()) {
            case DROPPED -> listener.dropped(message.addresses());
            case SWEPT -> listener.swept(message.text());
            case EPOCH -> epoch(message.text().split(" ", 3), finding == Others.Finding.LATE);
            case UNKNOWN -> listener.forgetAll();
            case BEAT -> {}
        }
    }

    /** Every lane has a beat a second: one that is first heard later than that after we are in sync has begun unheard. */
    private boolean isMissing(Others.Finding finding) {
        boolean begunUnheard = finding == Others.Finding.MIDWAY && nanoTime.getAsLong() - inNanos > patience();
        return inSync && (finding == Others.Finding.GAP || begunUnheard);
    }

    private long patience() {
        return (long) (beatNanos * PATIENCE_BEATS);
    }

    /** @param late there may be a newer stamp already, which this one must not replace */
    private void epoch(String[] words, boolean late) {
        if (words.length == 3 && !late) {
            listener.epoch(words[2], words[0], words[1]);
        } else {
            listener.forgetAll();
        }
    }

    private void echoed(Message message) {
        Lane lane = lanes.get(message.lane());
        if (lane != null && message.kind() == Message.Kind.BEAT) {
            lane.echoed(message.sequence());
            if (!inSync && lane.isEchoed()) {
                check();
            }
        }
    }

    private void tick() {
        try {
            beat();
            check();
        } catch (RuntimeException | LinkageError mishap) {
            log.warn("backplane", "The backplane's own work failed, and is tried again: " + mishap);
        }
    }

    private void beat() {
        long now = nanoTime.getAsLong();
        synchronized (this) {
            if (now - nextBeatNanos < 0) {
                return;
            }
            nextBeatNanos = now + beatNanos;
        }
        lanes.values().forEach(lane -> lane.beat(now));
        listener.tidy();
        others.forget(now, beatNanos * GONE_BEATS);
    }

    /** Looks whether it is in sync, and has L1 do what follows. */
    void check() {
        long now = nanoTime.getAsLong();
        List<Lane> open = List.copyOf(lanes.values());
        boolean complete = !open.isEmpty() && open.size() >= expected;
        long limit = patience();
        long number;
        Duration age;
        synchronized (this) {
            if (inSync) {
                if (complete) {
                    goodNanos = later(
                            goodNanos, open.stream().mapToLong(Lane::goodNanos).reduce(now, Backplane::earlier));
                }
                if (now - goodNanos <= limit) {
                    return;
                }
                out("no echo of our own messages" + silent(open, now - limit), now);
            } else if (complete && open.stream().allMatch(Lane::isEchoed)) {
                in(now);
                return;
            }
            tellOnce(now);
            if (now - nextRenewalNanos >= 0 && now - outNanos > limit) {
                nextRenewalNanos = now + limit;
                renewal.run();
            }
            number = outages;
            age = Duration.ofNanos(now - goodNanos);
        }
        listener.outOfSync(number, age);
    }

    private void leaveSync(String why) {
        long number;
        Duration age;
        synchronized (this) {
            if (!inSync) {
                return;
            }
            long now = nanoTime.getAsLong();
            out(why, now);
            number = outages;
            age = Duration.ofNanos(now - goodNanos);
        }
        listener.outOfSync(number, age);
    }

    private void out(String why, long now) {
        inSync = false;
        outages++;
        outNanos = now;
        nextRenewalNanos = now;
        toldOutage = false;
        changed(why);
        lanes.values().forEach(Lane::forgetEchoes);
    }

    private void in(long now) {
        inNanos = now;
        inSync = true;
        goodNanos = now;
        // What was loaded while nobody listened may have been dropped meanwhile.
        listener.forgetAll();
        changed("beats come back");
        if (toldOutage) {
            toldOutage = false;
            log.info("Backplane in sync: what other instances drop is heard again");
        }
    }

    private void changed(String why) {
        Events.sync(inSync, why);
        since = Instant.now();
        cause = why;
    }

    private void tellOnce(long now) {
        if (!toldOutage && outages > 0 && now - outNanos > TOLD_AFTER_MILLIS * 1_000_000) {
            toldOutage = true;
            log.warn("Backplane out of sync (" + cause
                    + ") – L1 answers no longer than max-staleness, until it is back");
        }
    }

    private static final class Nobody implements Listener {
        @Override
        public void dropped(long[] addresses) {}

        @Override
        public void swept(String pattern) {}

        @Override
        public void epoch(String key, String field, String stamp) {}

        @Override
        public void forgetAll() {}

        @Override
        public void tidy() {}

        @Override
        public void outOfSync(long outage, Duration age) {}
    }

    private static String silent(List<Lane> open, long sinceNanos) {
        return open.stream()
                .filter(lane -> lane.goodNanos() - sinceNanos < 0)
                .map(Lane::node)
                .findFirst()
                .map(node -> " by " + node)
                .orElse("");
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
