package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.entry.Entry;
import dev.tiercel.key.KeyText;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One cache, by its name: the regions that hold its values in this process, and the prefix of its keys in the shared
 * tier. It holds the regions weakly: they belong to the classes whose methods use them. Thread-safe.
 */
final class Cache {
    private final String name;
    private final String keyPrefix;
    private final L2 l2;
    /** The latest outage of the backplane in which everything was forgotten. */
    private volatile long forgottenIn;

    private final List<Slot> slots = new CopyOnWriteArrayList<>();

    Cache(String name, String keyPrefix, L2 l2) {
        this.name = name;
        this.keyPrefix = keyPrefix;
        this.l2 = l2;
    }

    String name() {
        return name;
    }

    /** The key's name in the shared tier. */
    String sharedKey(Object key) {
        return keyPrefix + KeyText.of(key);
    }

    /** The region for values of this type and application, made where there is none. */
    synchronized Region region(Shape shape, ClassLoader application, Supplier<Region> maker) {
        slots.removeIf(slot -> slot.region().get() == null);
        for (Slot slot : slots) {
            Region region = slot.region().get();
            if (region != null
                    && slot.shape().equals(shape)
                    && slot.application().get() == application) {
                return region;
            }
        }
        Region region = maker.get();
        slots.add(new Slot(shape, new WeakReference<>(application), new WeakReference<>(region)));
        return region;
    }

    /**
     * Drops the key's entry in every tier. When this returns, this process serves nothing older; see {@link Fence} for
     * why the regions are told twice.
     */
    void drop(Object key) {
        twice(null, region -> region.drop(key), () -> l2.drop(List.of(sharedKey(key))));
    }

    /**
     * Replaces the key's entry, unless another change of it came after the stamp: then nobody can tell whose value is
     * the newer one, and the entry is dropped.
     *
     * @param lease what holds the key in L2 since the change began; null: nothing does, and L2 gets no new entry
     */
    void replaceSince(long stamp, Object key, ReadThrough path, Entries.Ready ready, @Nullable Lease lease) {
        Region mine = path.method().region();
        String sharedKey = sharedKey(key);
        byte[] bytes = path.method().entries().encoded(ready, l2.nowMillis(sharedKey));
        long dropped = mine.dropSince(stamp, key);
        twice(mine, region -> region.drop(key), () -> {
            if (dropped >= 0 && lease != null && bytes != null) {
                l2.replace(sharedKey, lease, bytes, path.method().config().keptFor(ready.ttl()));
            } else {
                l2.drop(List.of(sharedKey));
            }
        });
        if (dropped >= 0) {
            Entry entry = path.method().entries().entry(ready, bytes);
            mine.replaceSince(dropped, stamp, key, entry);
        } else {
            mine.drop(key);
        }
    }

    /** Another instance has dropped what has these addresses. */
    void dropAddresses(long[] addresses) {
        for (Region region : regionsBut(null)) {
            for (long address : addresses) {
                region.dropAddress(address);
            }
        }
    }

    /** Whether every key of this cache begins so. */
    boolean isBelow(String prefix) {
        return keyPrefix.startsWith(prefix);
    }

    /** Forgets every entry of this process, and has no load under way stored. */
    void forgetAll() {
        regionsBut(null).forEach(Region::clear);
    }

    /** What other instances drop is not heard: once it is too old, everything is forgotten, once in each such outage. */
    void outOfSync(long outage, Duration age, Duration maxStaleness) {
        if (forgottenIn != outage && age.compareTo(maxStaleness) >= 0) {
            forgottenIn = outage;
            forgetAll();
        }
    }

    void tidy() {
        regionsBut(null).forEach(Region::tidy);
    }

    /** Drops every entry in every tier, likewise. */
    void clear() {
        twice(null, Region::clear, () -> l2.clear(keyPrefix));
    }

    /** Regions, shared tier, regions; where one of the three fails, the others are told nevertheless. */
    private void twice(@Nullable Region except, Consumer<Region> change, Runnable shared) {
        try {
            regionsBut(except).forEach(change);
        } finally {
            try {
                shared.run();
            } finally {
                regionsBut(except).forEach(change);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very one is meant
    private List<Region> regionsBut(@Nullable Region except) {
        return slots.stream()
                .map(slot -> slot.region().get())
                .filter(region -> region != null && region != except)
                .toList();
    }

    /**
     * What two methods must have in common to share values: one may return what the other stored.
     *
     * @param declared with type arguments
     * @param erased the class that the methods' descriptors return
     */
    record Shape(ValueType declared, String erased) {}

    private record Slot(Shape shape, WeakReference<ClassLoader> application, WeakReference<Region> region) {}
}
