package dev.tiercel.benchmarks.resilience;

import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import dev.tiercel.Outcome;

/** The agent's side: the annotation, and nothing else. */
final class WovenItems implements Subject {
    @Cached(cache = CACHE, ttl = TTL)
    Item load(int id) {
        return Item.load(id);
    }

    @Override
    public Answer find(int id) {
        CacheTrace<Item> trace = CacheTrace.of(() -> load(id));
        return new Answer(trace.value(), trace.outcome().orElse(Outcome.LOADER));
    }
}
