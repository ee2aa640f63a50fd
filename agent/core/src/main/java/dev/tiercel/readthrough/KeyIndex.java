package dev.tiercel.readthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * From the address of a key, by which other instances name it, to the key: of all that L1 has or that are being loaded. A
 * key that is gone stays until {@link #tidy}. Thread-safe.
 */
final class KeyIndex {
    /** So many that are gone are no reason to look at all of them. */
    private static final int SLACK = 1_024;

    /** Null: nobody else drops anything. */
    private final @Nullable ToLongFunction<Object> address;

    private final ConcurrentHashMap<Long, Keys> keys = new ConcurrentHashMap<>();

    /** Nearly always one; immutable. */
    private record Keys(List<Object> all) {
        Keys with(Object key) {
            List<Object> more = new ArrayList<>(all);
            more.add(key);
            return new Keys(List.copyOf(more));
        }
    }

    KeyIndex(@Nullable ToLongFunction<Object> address) {
        this.address = address;
    }

    /** Notes the key and does the work that makes it one of those above, as one step for {@link #tidy}. */
    <T extends @Nullable Object> T noting(Object key, Supplier<T> work) {
        if (address == null) {
            return work.get();
        }
        List<T> result = new ArrayList<>(1);
        keys.compute(address.applyAsLong(key), (any, known) -> {
            result.add(work.get());
            if (known == null) {
                return new Keys(List.of(key));
            }
            return known.all().contains(key) ? known : known.with(key);
        });
        return result.get(0);
    }

    /** The keys with that address. */
    List<Object> find(long wanted) {
        Keys known = keys.get(wanted);
        return known == null ? List.of() : known.all();
    }

    long address(Object key) {
        return address == null ? 0 : address.applyAsLong(key);
    }

    /**
     * Forgets the keys that are gone, when they are many.
     *
     * @param isThere whether L1 has it, or it is being loaded
     */
    void tidy(long there, Predicate<Object> isThere) {
        if (keys.size() <= there + SLACK) {
            return;
        }
        for (Long each : keys.keySet()) {
            keys.computeIfPresent(each, (any, known) -> {
                List<Object> left = known.all().stream().filter(isThere).toList();
                return left.isEmpty() ? null : left.size() == known.all().size() ? known : new Keys(left);
            });
        }
    }

    /** How many addresses there are. */
    int size() {
        return keys.size();
    }
}
