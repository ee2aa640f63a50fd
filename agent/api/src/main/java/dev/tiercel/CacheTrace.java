package dev.tiercel;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the caches did for one block of code, on the calling thread: which tier answered each call of a {@link Cached}
 * method and how long it took.
 *
 * <pre>{@code
 * var trace = CacheTrace.of(() -> products.findById(id));
 * trace.value();    // what the block returned
 * trace.outcome();  // Optional[L1]
 * }</pre>
 *
 * <p>Calls outside such a block pay nothing for it. Blocks may be nested: the inner one's calls are recorded in both.
 * Without the agent no call is recorded. Immutable; made and read by any thread.
 *
 * @param <T> what the block returns
 */
public final class CacheTrace<T> {

    /**
     * One call of a cached method.
     *
     * @param cache the name of the cache
     * @param method the method, as {@code ClassName.method}
     * @param outcome which tier answered
     * @param took how long the call took, the method's own time included
     */
    public record Call(String cache, String method, Outcome outcome, Duration took) {}

    /**
     * A block of code that returns a value.
     *
     * @param <T> what it returns
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Block<T, X extends Exception> {
        /** Runs the block; may return null. */
        T run() throws X;
    }

    private final T value;
    private final List<Call> calls;

    private CacheTrace(T value, List<Call> calls) {
        this.value = value;
        this.calls = calls;
    }

    /**
     * Runs the block on the calling thread and tells what the caches did meanwhile. An exception of the block is the
     * caller's, as it was.
     */
    public static <T, X extends Exception> CacheTrace<T> of(Block<T, X> block) throws X {
        Object trace = AgentDoor.beginTrace();
        Object[][] rows = {};
        T value;
        try {
            value = block.run();
        } finally {
            rows = AgentDoor.endTrace(trace);
        }
        return new CacheTrace<>(value, calls(rows));
    }

    /** What the block returned; may be null. */
    public T value() {
        return value;
    }

    /** The calls in the order in which they were answered; empty where no cached method was called. */
    public List<Call> calls() {
        return calls;
    }

    /**
     * The tier that answered the block as a whole: the farthest one that any of its calls needed. Empty where no
     * cached method was called, or no agent runs.
     */
    public Optional<Outcome> outcome() {
        return calls.stream().map(Call::outcome).max(Outcome::compareTo);
    }

    /** The time of all calls together. */
    public Duration took() {
        return calls.stream().map(Call::took).reduce(Duration.ZERO, Duration::plus);
    }

    private static List<Call> calls(Object[][] rows) {
        try {
            return Arrays.stream(rows).map(CacheTrace::call).toList();
        } catch (RuntimeException misunderstood) {
            return List.of(); // An agent of another version may know outcomes that this class does not.
        }
    }

    private static Call call(Object[] row) {
        return new Call(
                (String) row[0], (String) row[1], Outcome.valueOf((String) row[2]), Duration.ofNanos((Long) row[3]));
    }
}
