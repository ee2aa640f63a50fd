package dev.tiercel.testkit.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Instances in this process over one store, each with a local copy that others' writes reach as the test says. */
final class FakeCluster {
    final Map<String, Long> store = new ConcurrentHashMap<>();
    final AtomicInteger overlaps = new AtomicInteger();
    private final Set<String> writing = ConcurrentHashMap.newKeySet();
    final List<Fake> instances = new ArrayList<>();

    FakeCluster(int count) {
        for (int i = 0; i < count; i++) {
            instances.add(new Fake());
        }
    }

    /** How an instance of the fake goes wrong, if at all. */
    interface Flaw {
        /** What is read in the place of the true version. */
        long read(Fake instance, String key, long version);
    }

    /** Tells the others of its writes before it acknowledges them, unless it is told not to. */
    final class Fake implements CheckedInstance {
        final Map<String, Long> copies = new ConcurrentHashMap<>();
        volatile boolean tells = true;
        volatile boolean dropsOwn = true;
        volatile Flaw flaw = (instance, key, version) -> version;

        @Override
        public long read(String key) {
            // As a load that is stored only where nothing was dropped meanwhile.
            long version = copies.computeIfAbsent(key, missing -> store.getOrDefault(missing, 0L));
            return flaw.read(this, key, version);
        }

        @Override
        public void write(String key, long version) {
            if (!writing.add(key)) {
                overlaps.incrementAndGet();
            }
            store.merge(key, version, Math::max);
            if (dropsOwn) {
                copies.remove(key);
            }
            if (tells) {
                instances.stream().filter(other -> other != this).forEach(other -> other.copies.remove(key));
            }
            writing.remove(key);
        }
    }
}
