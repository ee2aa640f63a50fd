package dev.tiercel.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A counter for each constant of an enum. Thread-safe: the map is never changed. */
final class Counters<E extends Enum<E>> {
    private final Map<E, LongAdder> all;

    Counters(Class<E> type) {
        all = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            all.put(each, new LongAdder());
        }
    }

    void add(E what, long times) {
        LongAdder counter = all.get(what);
        if (counter != null) {
            counter.add(times);
        }
    }

    long sum(E what) {
        LongAdder counter = all.get(what);
        return counter == null ? 0 : counter.sum();
    }
}
