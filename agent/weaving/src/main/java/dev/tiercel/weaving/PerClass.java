package dev.tiercel.weaving;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * What is known of each class, held by that class, so that it can go. And it can be let go of: what a class of the
 * application holds of ours would keep our class loader after we left. Thread-safe.
 */
final class PerClass<T> extends ClassValue<T> {
    private final Function<Class<?>, T> maker;
    private final Set<Class<?>> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    PerClass(Function<Class<?>, T> maker) {
        this.maker = maker;
    }

    @Override
    protected T computeValue(Class<?> type) {
        known.add(type);
        return maker.apply(type);
    }

    /** Lets go of all that is known. */
    void forgetAll() {
        for (Class<?> each : known.toArray(Class<?>[]::new)) {
            remove(each);
        }
        known.clear();
    }
}
