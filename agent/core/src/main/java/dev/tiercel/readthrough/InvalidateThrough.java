package dev.tiercel.readthrough;

import dev.tiercel.readthrough.MethodSpec.Write;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The write path of one woven method: what is dropped or replaced after it ran. The order is the same everywhere: fence
 * and L1, then L2, then fence and L1 again (see {@link Fence}). Nothing here throws. Thread-safe.
 */
final class InvalidateThrough {
    /** One consequence of the method. */
    record Step(Write write, Cache cache, @Nullable ReadThrough replaced) {}

    private final List<Step> steps;
    private final Mishaps mishaps;

    InvalidateThrough(List<Step> steps, Mishaps mishaps) {
        this.steps = List.copyOf(steps);
        this.mishaps = mishaps;
    }

    /** Where the fence of the replaced entries stands before the method runs; 0 where none is replaced. */
    long begin() {
        for (Step step : steps) {
            if (step.replaced() != null) {
                return step.replaced().region().fence().stamp();
            }
        }
        return 0;
    }

    /** After the method: with its key, what it returned or threw, and where the fence stood. */
    void after(Object key, @Nullable Object returned, @Nullable Throwable thrown, long begun) {
        for (Step step : steps) {
            ReadThrough replaced = step.replaced();
            if (replaced == null || thrown != null) {
                drop(step, key);
            } else {
                replace(step, replaced, key, returned, begun);
            }
        }
        if (returned instanceof CompletionStage<?> stage) {
            // The change may come only now; dropping twice is cheap, serving the old value is not.
            stage.whenComplete((result, failure) -> steps.forEach(step -> drop(step, key)));
        }
    }

    /** After a method whose key could not be told: nobody knows what it changed, so everything goes. */
    void afterUnknown(Throwable mishap) {
        mishaps.happened(mishap);
        for (Step step : steps) {
            try {
                step.cache().clear();
            } catch (Throwable again) {
                mishaps.happened(again);
            }
        }
    }

    private void replace(Step step, ReadThrough method, Object key, @Nullable Object returned, long begun) {
        try {
            step.cache().replaceSince(begun, key, method.region(), method.storing(key, returned));
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            drop(step, key); // The new value could not be kept; the old one must not be.
        }
    }

    private void drop(Step step, Object key) {
        try {
            if (step.write() instanceof Write.Clear) {
                step.cache().clear();
            } else {
                step.cache().drop(key);
            }
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
        }
    }
}
