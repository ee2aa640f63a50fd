package dev.tiercel.testkit.coherence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads and writes rows through every instance of an application at once, and holds each read against the log of
 * acknowledged writes:
 *
 * <ul>
 *   <li>an instance sees its own write at once, whatever is broken;
 *   <li>every other instance sees it after {@link CoherenceSettings#bound}; one that is {@linkplain #cutOff cut off},
 *       {@link CoherenceSettings#maxStaleness} later;
 *   <li>nobody sees a version that was not written yet, or never to this key;
 *   <li>no instance that is in sync sees an older version than it has seen before.
 * </ul>
 *
 * <pre>{@code
 * try (CoherenceChecker checker = new CoherenceChecker(List.of(one, two), CoherenceSettings.DEFAULT)) {
 *     checker.start();
 *     Thread.sleep(2_000);
 *     try (CutOff cut = checker.cutOff(CutOff.Kind.ISOLATED, 0, 1)) {
 *         redis.kill();
 *         Thread.sleep(2_000);
 *         redis.restart();
 *     }
 *     Thread.sleep(5_000);
 *     checker.finish(Duration.ofSeconds(10)).requireCoherence();
 * }
 * }</pre>
 *
 * Thread-safe. {@link #read} and {@link #write} are for those who make their own load, beside or in place of this one.
 */
public final class CoherenceChecker implements AutoCloseable {
    /** For operations that hang with their instance. */
    private static final Duration END_OF_WORKERS = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final long FAILED = -1;

    private final List<? extends CheckedInstance> instances;
    private final CoherenceSettings settings;
    private final History history;
    private final List<Thread> workers = new ArrayList<>(); // guarded by itself
    private volatile boolean stopped;
    private volatile boolean readOnly;

    public CoherenceChecker(List<? extends CheckedInstance> instances, CoherenceSettings settings) {
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("instances is empty, expected one or more");
        }
        this.instances = List.copyOf(instances);
        this.settings = settings;
        long origin = System.nanoTime();
        this.history = new History(settings, instances.size(), () -> System.nanoTime() - origin);
    }

    /** Starts the load. Until {@link #stop()} it goes on by itself. */
    public void start() {
        SplittableRandom seeds = new SplittableRandom(settings.seed());
        synchronized (workers) {
            if (stopped || !workers.isEmpty()) {
                throw new IllegalStateException("the load was started before: make a new checker");
            }
            for (int i = 0; i < instances.size(); i++) {
                for (int j = 0; j < settings.workers(); j++) {
                    int instance = i;
                    SplittableRandom random = seeds.split();
                    Thread worker = new Thread(() -> work(instance, random), "coherence-" + i + "-" + j);
                    worker.setDaemon(true);
                    workers.add(worker);
                }
            }
            workers.forEach(Thread::start);
        }
    }

    private void work(int instance, SplittableRandom random) {
        long maxPause = settings.maxPause().toNanos();
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            String key = key(random.nextInt(settings.keys()));
            boolean works;
            if (random.nextDouble() < settings.writeShare() && !readOnly) {
                works = write(instance, key);
                if (random.nextBoolean()) {
                    works &= read(instance, key); // At once: its own write must be there.
                }
            } else {
                works = read(instance, key);
            }
            // One that is down fails at once: to ask it without a pause takes the processor from the others.
            LockSupport.parkNanos(works ? random.nextLong(maxPause + 1) : PAUSE.toNanos());
        }
    }

    private String key(int number) {
        return settings.keyPrefix() + number;
    }

    /**
     * Reads once and judges what comes.
     *
     * @return false when the instance threw an exception, which is counted
     */
    public boolean read(int instance, String key) {
        return readVersion(instance, key) != FAILED;
    }

    /** What was read, or {@link #FAILED}. */
    private long readVersion(int instance, String key) {
        History.ReadStart start = history.beginRead(instance, key);
        long version;
        try {
            version = instances.get(instance).read(key);
        } catch (Exception e) {
            noteInterrupt(e);
            history.failedRead();
            return FAILED;
        }
        history.endRead(start, version);
        return version;
    }

    /**
     * Writes the next version.
     *
     * @return false when the instance threw an exception, which is counted
     */
    public boolean write(int instance, String key) {
        if (settings.concurrentWrites()) {
            return writeNow(instance, key);
        }
        KeyLog log = history.key(key);
        log.turn.lock();
        try {
            return writeNow(instance, key);
        } finally {
            log.turn.unlock();
        }
    }

    private boolean writeNow(int instance, String key) {
        KeyLog.Write write = history.beginWrite(instance, key);
        try {
            instances.get(instance).write(key, write.version);
        } catch (Exception e) {
            noteInterrupt(e);
            history.failedWrite();
            return false;
        }
        history.acknowledged(key, write);
        return true;
    }

    private static void noteInterrupt(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Something is about to be broken: call it before. Until {@link CutOff#healed()} and {@link
     * CoherenceSettings#recovery} later, other bounds hold for these instances.
     *
     * @param which the numbers of those that feel it
     */
    public CutOff cutOff(CutOff.Kind kind, int... which) {
        BitSet set = new BitSet();
        for (int instance : which) {
            if (instance < 0 || instance >= instances.size()) {
                throw new IllegalArgumentException(
                        "instance is [" + instance + "], expected 0 to " + (instances.size() - 1));
            }
            set.set(instance);
        }
        return history.cutOff(kind, set);
    }

    /**
     * Whether the load only reads from now on. The next write to a key repairs what a lost message has left behind: so look
     * for a while after a fault before anybody writes again.
     */
    public void readOnly(boolean on) {
        readOnly = on;
    }

    /** Ends the load. */
    public void stop() {
        stopped = true;
        List<Thread> all;
        synchronized (workers) {
            all = List.copyOf(workers);
        }
        long deadline = System.nanoTime() + END_OF_WORKERS.toNanos();
        try {
            for (Thread worker : all) {
                TimeUnit.NANOSECONDS.timedJoin(worker, Math.max(1, deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(Thread::interrupt);
        }
    }

    /**
     * Ends the load, and reads every key on every instance until it shows the last acknowledged write. What does not in
     * that time is a violation ({@link Violation.Kind#STILL_STALE}).
     */
    public CoherenceReport finish(Duration patience) {
        stop();
        List<Pair> stale = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            for (int k = 0; k < settings.keys(); k++) {
                stale.add(new Pair(i, key(k)));
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        stale.removeIf(this::showsTheLast);
        while (!stale.isEmpty()
                && System.nanoTime() - deadline < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            stale.removeIf(this::showsTheLast);
        }
        for (Pair pair : stale) {
            long version = readVersion(pair.instance(), pair.key());
            KeyLog.Write missing = history.missing(pair.key(), version);
            if (missing != null) {
                history.stillStale(pair.instance(), pair.key(), version, missing);
            }
        }
        return report();
    }

    private record Pair(int instance, String key) {}

    private boolean showsTheLast(Pair pair) {
        return history.missing(pair.key(), readVersion(pair.instance(), pair.key())) == null;
    }

    /** What was found so far. */
    public CoherenceReport report() {
        return history.report();
    }

    @Override
    public void close() {
        stop();
    }
}
