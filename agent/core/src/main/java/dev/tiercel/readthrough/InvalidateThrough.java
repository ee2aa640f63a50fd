package dev.tiercel.readthrough;

import dev.tiercel.codec.Sharing;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.expression.Expression;
import dev.tiercel.l2.Lease;
import dev.tiercel.readthrough.MethodSpec.Failures;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The write path of one woven method: what is dropped or replaced after it ran. The order is the same everywhere: fence
 * and L1, then L2, then fence and L1 again (see {@link Fence}). Nothing here throws. Thread-safe.
 *
 * <p>Inside a transaction all of it waits for the commit, see {@link Uncommitted}; what would replace an entry drops it
 * then, because a value that was made before the commit may not be the one that was committed.
 *
 * <p>A method that replaces an entry takes a lease on it in L2 before it runs: so nobody stores there meanwhile, and what
 * it returns is stored only where nobody else changed the entry since.
 */
final class InvalidateThrough {
    /**
     * One consequence of the method.
     *
     * @param key null: there is none, everything goes, or what has one of the tags
     * @param tags null: there are none
     * @param replaced whose entries are replaced; null: none are
     */
    record Step(
            Write write,
            Cache cache,
            @Nullable ChangedKey key,
            @Nullable TagRecipe tags,
            @Nullable ReadThrough replaced) {}

    /** What is known of a call before the method runs: where the fence stood, and the lease it holds; step by step. */
    private record Begun(List<Start> starts) {}

    /** @param sinceNanos when the call began, by the clock of the JVM */
    private record Start(
            long stamp, long sinceNanos, @Nullable Held held) {}

    private record Held(Object key, Cache.Held inL2) {}

    private final List<Step> steps;
    private final boolean returnsStage;
    private final UnderWay underWay;
    private final Mishaps mishaps;

    /** @param returnsStage whether another stage may be returned in place of the method's */
    InvalidateThrough(List<Step> steps, boolean returnsStage, UnderWay underWay, Mishaps mishaps) {
        this.underWay = underWay;
        this.steps = List.copyOf(steps);
        this.returnsStage = returnsStage;
        this.mishaps = mishaps;
    }

    /** Before the method. */
    @Nullable
    Object begin(@Nullable Object[] passed) {
        underWay.begin();
        try {
            List<Start> starts = new ArrayList<>(steps.size());
            for (Step step : steps) {
                starts.add(begin(step, passed));
            }
            return new Begun(starts);
        } catch (Throwable mishap) {
            underWay.end();
            throw mishap;
        }
    }

    private Start begin(Step step, @Nullable Object[] passed) {
        ReadThrough replaced = step.replaced();
        long stamp = replaced == null ? 0 : replaced.method().region().fence().stamp();
        long now = System.nanoTime();
        try {
            Held held = replaced == null ? null : hold(step, replaced, passed);
            if (step.write().moment().before() && holds(step.write().condition(), passed, null)) {
                drop(step, passed, null);
            }
            return new Start(stamp, now, held);
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            return new Start(stamp, now, null);
        }
    }

    private static @Nullable Held hold(Step step, ReadThrough replaced, @Nullable Object[] passed) throws Throwable {
        ChangedKey recipe = step.key();
        CachedMethod method = replaced.method();
        if (recipe == null
                || recipe.needsResult()
                || isInTransaction(step)
                || !method.l2().isUsable()
                || !holds(step.write().condition(), passed, null)) {
            return null;
        }
        Object key = recipe.of(passed, null);
        Stamps stamps = step.cache().epochs().now(method.tags().of(passed)).await();
        Lease lease = Lease.forChange();
        boolean held = stamps.isKnown() && method.l2().hold(step.cache().sharedKey(key), lease, method.leaseFor());
        return held ? new Held(key, new Cache.Held(lease, stamps)) : null;
    }

    /** After the method: with what it returned or threw. What it is to return instead, or null: just that. */
    @Nullable
    Object after(
            @Nullable Object[] passed, @Nullable Object returned, @Nullable Throwable thrown, @Nullable Object begun) {
        try {
            if (returned instanceof CompletionStage<?> stage) {
                return afterStage(passed, stage, begun);
            }
            settle(passed, returned, thrown, begun);
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            clearAll(); // Nobody knows what was dropped and what was not.
        } finally {
            if (begun != null) {
                underWay.end();
            }
        }
        return null;
    }

    /** Before or after the method something failed that nothing else has caught: out of stack, for one. */
    @Nullable
    Object failed(Throwable mishap) {
        mishaps.happened(mishap);
        clearAll();
        return null;
    }

    /** The change may come only later; dropping now too is cheap, serving the old value is not. */
    private Object @Nullable [] afterStage(
            @Nullable Object[] passed, CompletionStage<?> stage, @Nullable Object begun) {
        for (Step step : steps) {
            if (step.replaced() == null && step.write().moment().failures() == null) {
                settleDrop(step, passed, null);
            }
        }
        if (!returnsStage) {
            stage.whenComplete((result, failure) -> settleSafely(passed, result, failure, begun));
            return null;
        }
        // Who waits for this one finds nothing older; of several who wait for one stage, the last is told first.
        CompletableFuture<Object> told = new CompletableFuture<>();
        stage.whenComplete((result, failure) -> {
            Throwable thrown = failure == null ? null : Later.unwrapped(failure);
            settleSafely(passed, result, thrown, begun);
            if (thrown == null) {
                told.complete(result);
            } else {
                told.completeExceptionally(thrown);
            }
        });
        return new Object[] {told};
    }

    /** As {@link #settle}, for who waits has to be told whatever fails. */
    private void settleSafely(
            @Nullable Object[] passed, @Nullable Object result, @Nullable Throwable thrown, @Nullable Object begun) {
        try {
            settle(passed, result, thrown, begun);
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            clearAll(); // Nobody knows what was dropped and what was not.
        }
    }

    /** The change is made, or failed. */
    void settle(
            @Nullable Object[] passed, @Nullable Object result, @Nullable Throwable thrown, @Nullable Object begun) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!happens(step.write().moment().failures(), thrown)) {
                continue;
            }
            ReadThrough replaced = step.replaced();
            if (replaced == null || thrown != null || !(begun instanceof Begun known)) {
                settleDrop(step, passed, result);
            } else {
                replace(step, replaced, passed, result, known.starts().get(i));
            }
        }
    }

    /** Nobody knows whether the change was made, or with what result: no old entry stays, and no new one comes. */
    void settleUnknown(@Nullable Object[] passed) {
        steps.forEach(step -> settleDrop(step, passed, null));
    }

    /** Everything goes, in every cache that the method changes. */
    void clearAll() {
        steps.forEach(this::clear);
    }

    /** Whether there is anything to be done, and waited for, before the method runs. */
    boolean changesBefore() {
        return steps.stream()
                .anyMatch(
                        step -> step.replaced() != null || step.write().moment().before());
    }

    /** Whether it matters what the method returns. */
    boolean needsResult() {
        return steps.stream()
                .anyMatch(step -> step.replaced() != null
                        || step.write().condition() != null
                        || (step.key() != null && step.key().needsResult()));
    }

    /** How the values that replace entries are copied; null: they need not be. */
    @Nullable
    Sharing copying() {
        for (Step step : steps) {
            if (step.replaced() != null && !step.replaced().sharing().handsKept()) {
                return step.replaced().sharing();
            }
        }
        return null;
    }

    /** A change whose key or condition cannot be told may have changed anything: everything goes. */
    private void settleDrop(Step step, @Nullable Object[] passed, @Nullable Object result) {
        try {
            if (holds(step.write().condition(), passed, result)) {
                drop(step, passed, result);
            }
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            clear(step);
        }
    }

    private void replace(
            Step step, ReadThrough replaced, @Nullable Object[] passed, @Nullable Object result, Start start) {
        try {
            if (!(step.write() instanceof Write.Put put) || step.key() == null) {
                return;
            }
            if (!holds(put.condition(), passed, result)) {
                return;
            }
            Object key = step.key().of(passed, result);
            Form form = replaced.form();
            Object content = put.given() == null ? result : passed[put.given().position()];
            boolean left = form.isNone(content)
                    || (put.unless() != null && put.unless().test(passed, form.value(content)));
            Entries.Ready ready =
                    left ? null : replaced.method().entries().ready(form.value(content), passed, start.sinceNanos());
            Held held = start.held();
            if (isInTransaction(step)) { // Which the method itself has begun, and left open.
                release(held, replaced);
                step.cache().invalidate(key);
            } else if (ready == null || !ready.isToBeKept()) {
                step.cache().invalidate(key);
            } else {
                Cache.Held inL2 = held != null && held.key().equals(key) ? held.inL2() : null;
                Tags tags = replaced.method().tags().of(passed);
                step.cache().replaceSince(start.stamp(), key, replaced, ready, tags, inL2);
            }
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            settleDrop(step, passed, result); // The new value could not be kept; the old one must not be.
        }
    }

    private static boolean isInTransaction(Step step) {
        return !step.cache().transactions().current().isEmpty();
    }

    private static void release(@Nullable Held held, ReadThrough replaced) {
        if (held != null) {
            CachedMethod method = replaced.method();
            method.l2()
                    .release(method.cache().sharedKey(held.key()), held.inL2().lease());
        }
    }

    private static void drop(Step step, @Nullable Object[] passed, @Nullable Object result) throws Throwable {
        if (step.key() != null) {
            step.cache().invalidate(step.key().of(passed, result));
        } else if (step.tags() != null) {
            step.cache().invalidateTags(step.tags().of(passed));
        } else {
            step.cache().invalidateAll();
        }
    }

    private void clear(Step step) {
        try {
            step.cache().invalidateAll();
        } catch (Throwable again) {
            mishaps.happened(again);
            step.cache().giveUp();
        }
    }

    private static boolean holds(@Nullable Expression condition, @Nullable Object[] passed, @Nullable Object result) {
        return condition == null || condition.test(passed, result);
    }

    private static boolean happens(@Nullable Failures failures, @Nullable Throwable thrown) {
        if (failures == null || thrown == null) {
            return true;
        }
        boolean made = failures.made().isEmpty() || isOneOf(failures.made(), thrown);
        return made && !isOneOf(failures.notMade(), thrown);
    }

    private static boolean isOneOf(List<String> names, Throwable thrown) {
        for (Class<?> at = thrown.getClass(); at != null; at = at.getSuperclass()) {
            String name = at.getName();
            if (names.stream().anyMatch(each -> Objects.equals(each, name))) {
                return true;
            }
        }
        return false;
    }
}
