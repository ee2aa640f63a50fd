package dev.tiercel.benchmarks.invalidation;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Synchrony;

/** With the agent: an annotation on a method that does nothing else. */
final class WovenChange implements Change {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long POLL_MILLIS = 10;

    /** Waits until the agent is in sync, else other paths would be measured. */
    static WovenChange inSync() throws InterruptedException {
        WovenChange change = new WovenChange();
        change.changed(0); // Begins what begins with the first call.
        long begun = System.nanoTime();
        while (!Synchrony.now().map(Synchrony::inSync).orElse(false)) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException("the agent is not in sync after 20 s: this run measures nothing");
            }
            Thread.sleep(POLL_MILLIS);
        }
        return change;
    }

    @Override
    @CacheInvalidate(cache = "changes")
    public void changed(@CacheKey long id) {}
}
