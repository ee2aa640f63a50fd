package dev.tiercel.testkit.coherence;

import java.time.Duration;

/**
 * What load a {@link CoherenceChecker} makes, and what it takes for coherent. The methods return changed copies.
 *
 * @param seed of all random choices; the same seed plans the same load
 * @param keyPrefix how the keys begin; choose one for each check, when rows outlive it
 * @param keys how many there are
 * @param workers threads for each instance
 * @param writeShare of the operations, from 0 to 1
 * @param maxPause after each operation a worker waits for a random time up to this
 * @param concurrentWrites false: one write to a key at a time
 * @param bound after which every instance in sync must see a write of another one
 * @param maxStaleness how much longer an instance may need that is cut off
 * @param recovery after the end of a fault, until an instance must be in sync again
 * @param history how many writes to a key are remembered
 */
public record CoherenceSettings(
        long seed,
        String keyPrefix,
        int keys,
        int workers,
        double writeShare,
        Duration maxPause,
        boolean concurrentWrites,
        Duration bound,
        Duration maxStaleness,
        Duration recovery,
        int history) {

    /** 20 keys, three workers for each instance, every tenth operation a write; a bound of 250 ms. */
    public static final CoherenceSettings DEFAULT = new CoherenceSettings(
            1,
            "row-",
            20,
            3,
            0.1,
            Duration.ofMillis(2),
            false,
            Duration.ofMillis(250),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            1_000);

    public CoherenceSettings {
        atLeast("keys", keys, 1);
        atLeast("workers", workers, 1);
        atLeast("history", history, 10);
        if (!(writeShare >= 0 && writeShare <= 1)) {
            throw new IllegalArgumentException("writeShare is [" + writeShare + "], expected 0 to 1");
        }
        notNegative("maxPause", maxPause);
        notNegative("bound", bound);
        notNegative("maxStaleness", maxStaleness);
        notNegative("recovery", recovery);
    }

    public CoherenceSettings withSeed(long newSeed) {
        return new CoherenceSettings(
                newSeed,
                keyPrefix,
                keys,
                workers,
                writeShare,
                maxPause,
                concurrentWrites,
                bound,
                maxStaleness,
                recovery,
                history);
    }

    public CoherenceSettings withKeys(String prefix, int count) {
        return new CoherenceSettings(
                seed,
                prefix,
                count,
                workers,
                writeShare,
                maxPause,
                concurrentWrites,
                bound,
                maxStaleness,
                recovery,
                history);
    }

    public CoherenceSettings withLoad(int newWorkers, double newWriteShare, Duration newMaxPause) {
        return new CoherenceSettings(
                seed,
                keyPrefix,
                keys,
                newWorkers,
                newWriteShare,
                newMaxPause,
                concurrentWrites,
                bound,
                maxStaleness,
                recovery,
                history);
    }

    /** True needs rows that keep the highest version. */
    public CoherenceSettings withConcurrentWrites(boolean concurrent) {
        return new CoherenceSettings(
                seed,
                keyPrefix,
                keys,
                workers,
                writeShare,
                maxPause,
                concurrent,
                bound,
                maxStaleness,
                recovery,
                history);
    }

    public CoherenceSettings withBounds(Duration newBound, Duration newMaxStaleness, Duration newRecovery) {
        return new CoherenceSettings(
                seed,
                keyPrefix,
                keys,
                workers,
                writeShare,
                maxPause,
                concurrentWrites,
                newBound,
                newMaxStaleness,
                newRecovery,
                history);
    }

    public CoherenceSettings withHistory(int writesOfAKey) {
        return new CoherenceSettings(
                seed,
                keyPrefix,
                keys,
                workers,
                writeShare,
                maxPause,
                concurrentWrites,
                bound,
                maxStaleness,
                recovery,
                writesOfAKey);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is [" + value + "], expected " + least + " or more");
        }
    }

    private static void notNegative(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " is [" + time + "], expected zero or more");
        }
    }
}
