package dev.tiercel.codec;

import java.util.IdentityHashMap;
import java.util.SortedMap;
import java.util.SortedSet;

/** What is said of collections and maps alike. */
final class Containers {
    private Containers() {}

    /** Those that tell their elements apart by other means than equals would answer differently once copied. */
    static boolean hasOwnEquality(Object container) {
        if (container instanceof SortedSet<?> set) {
            return set.comparator() != null;
        }
        return container instanceof SortedMap<?, ?> map
                ? map.comparator() != null
                : container instanceof IdentityHashMap;
    }

    /**
     * Finds by the outcome what {@link #hasOwnEquality} cannot see, a set over an identity map for one.
     *
     * @throws UncopyableException the copy holds less than what was put into it
     */
    static void checkCount(Object from, int put, int held) {
        if (put != held) {
            throw new UncopyableException(
                    "a " + from.getClass().getName() + " tells its elements apart by other means than equals");
        }
    }

    /** For a hash table that will hold so many elements without growing. */
    static int capacity(int elements) {
        return (int) Math.min(1 << 30, elements * 4L / 3 + 1);
    }
}
