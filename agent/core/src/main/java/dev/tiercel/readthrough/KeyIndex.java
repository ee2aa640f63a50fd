package dev.tiercel.readthrough;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * From the address of a key, by which other instances name it, to the key: of all that L1 has or that are being loaded. A
 * key that is gone stays until {@link #tidy}. Thread-safe.
 *
 * <p>There is one of these beside every L1, so it is built to be small: open addressing with linear probing (Knuth, The Art of
 * Computer Programming 6.4, Algorithm L), 8 bytes for a slot, about 14 for a key. A slot has half of the address; the other
 * half is told by the key itself, where somebody asks.
 */
final class KeyIndex {
    /** So many that are gone are no reason to look at all of them. */
    private static final int SLACK = 1_024;

    private static final int PARTS = 16;
    private static final int PART_SHIFT = Long.SIZE - 4;

    /** Null: nobody else drops anything. */
    private final @Nullable ToLongFunction<Object> address;

    private final Part[] parts = new Part[PARTS];

    /** @param address of a key, spread evenly; null: nobody else drops anything */
    KeyIndex(@Nullable ToLongFunction<Object> address) {
        this.address = address;
        Arrays.setAll(parts, i -> new Part());
    }

    /** Notes the key and does the work that makes it one of those above, as one step for {@link #tidy}. */
    <T extends @Nullable Object> T noting(Object key, Supplier<T> work) {
        if (address == null) {
            return work.get();
        }
        long wanted = address.applyAsLong(key);
        Part part = part(wanted);
        synchronized (part) {
            T result = work.get();
            part.add((int) wanted, key);
            return result;
        }
    }

    /** The keys with that address. */
    List<Object> find(long wanted) {
        if (address == null) {
            return List.of();
        }
        List<Object> likely = new ArrayList<>(1);
        Part part = part(wanted);
        synchronized (part) {
            part.collect((int) wanted, likely);
        }
        likely.removeIf(key -> address.applyAsLong(key) != wanted);
        return likely;
    }

    long address(Object key) {
        return address == null ? 0 : address.applyAsLong(key);
    }

    private Part part(long address) {
        return parts[(int) (address >>> PART_SHIFT)];
    }

    /**
     * Forgets the keys that are gone, when they are many.
     *
     * @param isThere whether L1 has it, or it is being loaded
     */
    void tidy(long there, Predicate<Object> isThere) {
        if (size() <= there + SLACK) {
            return;
        }
        for (Part part : parts) {
            synchronized (part) {
                part.retain(isThere);
            }
        }
    }

    /** How many keys there are. */
    int size() {
        int size = 0;
        for (Part part : parts) {
            synchronized (part) {
                size += part.size;
            }
        }
        return size;
    }

    /** The keys whose addresses begin with the same bits. For one thread at a time. */
    private static final class Part {
        private int[] hashes = {};
        private @Nullable Object[] keys = {};
        private int size;

        void add(int hash, Object key) {
            if (size >= keys.length - keys.length / 4) {
                grow();
            }
            put(hash, key);
        }

        private void put(int hash, Object key) {
            int slot = first(hash);
            while (keys[slot] != null) {
                if (hashes[slot] == hash && key.equals(keys[slot])) {
                    return;
                }
                slot = next(slot);
            }
            hashes[slot] = hash;
            keys[slot] = key;
            size++;
        }

        void collect(int hash, List<Object> into) {
            if (size == 0) {
                return;
            }
            int slot = first(hash);
            for (Object key = keys[slot]; key != null; key = keys[slot]) {
                if (hashes[slot] == hash) {
                    into.add(key);
                }
                slot = next(slot);
            }
        }

        void retain(Predicate<Object> isThere) {
            Part left = new Part();
            for (int i = 0; i < keys.length; i++) {
                Object key = keys[i];
                if (key != null && isThere.test(key)) {
                    left.add(hashes[i], key);
                }
            }
            become(left);
        }

        private void grow() {
            Part larger = new Part();
            larger.hashes = new int[keys.length + keys.length / 2 + 4];
            larger.keys = new @Nullable Object[larger.hashes.length];
            for (int i = 0; i < keys.length; i++) {
                Object key = keys[i];
                if (key != null) {
                    larger.put(hashes[i], key);
                }
            }
            become(larger);
        }

        /** At once, so that a rebuild that fails has changed nothing. */
        private void become(Part other) {
            hashes = other.hashes;
            keys = other.keys;
            size = other.size;
        }

        /** Where a hash belongs: its share of the table (Lemire's reduction), so any length will do. */
        private int first(int hash) {
            return (int) ((Integer.toUnsignedLong(hash) * keys.length) >>> Integer.SIZE);
        }

        private int next(int slot) {
            return slot + 1 == keys.length ? 0 : slot + 1;
        }
    }
}
