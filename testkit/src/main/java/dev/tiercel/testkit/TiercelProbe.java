package dev.tiercel.testkit;

import dev.tiercel.CacheTrace;
import dev.tiercel.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tier answered a block of the code under test, with assertions that say what happened instead and what to look
 * at. The JVM of the test has to run with the agent.
 *
 * <pre>{@code
 * TiercelProbe.call(() -> repository.find(42)).isLoaded().loaderRanOnce();
 * TiercelProbe.call(() -> repository.find(42)).isL1Hit().hasValue(product);
 * }</pre>
 *
 * <p>It sees the calls of the thread that runs the block, no others.
 */
public final class TiercelProbe {
    /** The agent sets it when it has started. */
    private static final String AGENT = "dev.tiercel.agent";

    private TiercelProbe() {}

    /** True when the agent runs in this JVM. */
    public static boolean agentIsAttached() {
        return System.getProperty(AGENT) != null;
    }

    /**
     * Runs the block and tells what the caches did. An exception of the block is kept in the result, for
     * {@link Result#value()} and the assertions to complain about; an Error is thrown on.
     */
    public static <T extends @Nullable Object> Result<T> call(
            CacheTrace.Block<? extends T, ? extends Exception> block) {
        Caught<T> caught = new Caught<>();
        CacheTrace<Boolean> trace = CacheTrace.<Boolean, RuntimeException>of(() -> caught.run(block));
        return new Result<>(caught.value, caught.exception, trace.calls(), agentIsAttached());
    }

    private static final class Caught<T extends @Nullable Object> {
        private @Nullable T value;
        private @Nullable Exception exception;

        private boolean run(CacheTrace.Block<? extends T, ? extends Exception> block) {
            try {
                value = block.run();
            } catch (Exception e) {
                exception = e;
            }
            return true;
        }
    }

    /**
     * What a block returned and which tiers it needed. Each assertion returns this and throws an AssertionError.
     *
     * @param returned what the block returned; null too when it threw
     * @param exception what the block threw, or null
     * @param calls the calls of cached methods in the block, in the order in which they were answered
     * @param withAgent false: no agent ran, so nothing could be recorded
     */
    public record Result<T extends @Nullable Object>(
            @Nullable T returned, @Nullable Exception exception, List<CacheTrace.Call> calls, boolean withAgent) {

        public Result {
            calls = List.copyOf(calls);
        }

        /** What the block returned. Fails when it threw. */
        public @Nullable T value() {
            if (exception != null) {
                throw new AssertionError("expected a value, but the block threw " + exception, exception);
            }
            return returned;
        }

        /** The farthest tier that any call needed; empty where no cached method was called. */
        public Optional<Outcome> outcome() {
            return calls.stream().map(CacheTrace.Call::outcome).max(Outcome::compareTo);
        }

        /**
         * How many calls were answered by the method itself. A call that waited for the load of another thread counts
         * too: to count loads across threads, count in the loader.
         */
        public int loaderRuns() {
            return (int) calls.stream()
                    .filter(call -> call.outcome() == Outcome.LOADER)
                    .count();
        }

        /** The same with the calls of one cache only. */
        public Result<T> ofCache(String cache) {
            return new Result<>(
                    returned,
                    exception,
                    calls.stream().filter(call -> call.cache().equals(cache)).toList(),
                    withAgent);
        }

        /** Everything was answered from this process. */
        public Result<T> isL1Hit() {
            return is(
                    Outcome.L1, "Was it called before, with an equal key, within its ttl, and not invalidated since?");
        }

        /** Redis was needed, and nothing farther. */
        public Result<T> isL2Hit() {
            return is(
                    Outcome.L2,
                    "L2 answers what another process has stored: is Redis connected (\"[tiercel] INFO Redis ready\" in the"
                            + " log), is the key in it, and did this process not have it in L1 already?");
        }

        /** An entry past its time was needed, and no loader. */
        public Result<T> isStale() {
            return is(Outcome.STALE, "Is there an expired entry, and can the method not be reached?");
        }

        /** The method itself had to run. */
        public Result<T> isLoaded() {
            return is(
                    Outcome.LOADER,
                    "The value was cached already: use a key of its own in each test, or invalidate it.");
        }

        public Result<T> loaderRanOnce() {
            return loaderRan(1);
        }

        public Result<T> loaderDidNotRun() {
            return loaderRan(0);
        }

        public Result<T> loaderRan(int times) {
            requireAgent();
            if (loaderRuns() != times) {
                throw new AssertionError("expected " + times + " run(s) of the loader, but there were " + loaderRuns()
                        + " in " + told());
            }
            return this;
        }

        public Result<T> hasValue(@Nullable Object expected) {
            Object actual = value();
            if (!Objects.equals(actual, expected)) {
                throw new AssertionError(
                        "expected the value [" + expected + "], but it was [" + actual + "], from " + told());
            }
            return this;
        }

        /** The block threw such an exception. */
        public Result<T> threw(Class<? extends Exception> type) {
            if (!type.isInstance(exception)) {
                throw new AssertionError(
                        "expected " + type.getName() + ", but "
                                + (exception == null ? "nothing was thrown" : "it was " + exception),
                        exception);
            }
            return this;
        }

        private Result<T> is(Outcome expected, String lookAt) {
            requireAgent();
            Outcome actual = outcome().orElse(null);
            if (actual == null) {
                throw new AssertionError("expected " + expected + ", but no cached method was called on this thread"
                        + thrown()
                        + ". Is the method annotated with @Cached, was it called on another thread, or does the"
                        + " log say that it is left alone?");
            }
            if (actual != expected) {
                throw new AssertionError("expected " + expected + ", but it was " + told() + ". " + lookAt);
            }
            return this;
        }

        private void requireAgent() {
            if (!withAgent) {
                throw new AssertionError("no agent is attached, so nothing is cached: start the JVM of the tests with"
                        + " -javaagent:tiercel-agent.jar (Surefire: argLine; Gradle: jvmArgs)");
            }
        }

        private String told() {
            String told = calls.stream()
                    .map(call -> call.outcome() + " (" + call.method() + ", cache " + call.cache() + ", "
                            + call.took().toMillis() + " ms)")
                    .collect(Collectors.joining(", "));
            return (told.isEmpty() ? "no call of a cached method" : told) + thrown();
        }

        private String thrown() {
            return exception == null ? "" : "; the block threw " + exception;
        }
    }
}
