package dev.tiercel.readthrough;

import dev.tiercel.readthrough.MethodSpec.Each;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In what a method takes its ids, and in what it returns their values. */
final class BatchForm {
    private BatchForm() {}

    static boolean isMap(Each each) {
        return each.values().equals("java.util.Map");
    }

    /**
     * The ids of a call, in their order; null: what was passed has none, or none that could be looked at twice, as an
     * {@code Iterable} that is no collection.
     */
    static @Nullable Object @Nullable [] ids(@Nullable Object passed) {
        if (passed instanceof Collection<?> collection) {
            return collection.toArray();
        }
        if (passed instanceof @Nullable Object[] array) {
            return array.clone();
        }
        if (passed == null || !passed.getClass().isArray()) {
            return null;
        }
        @Nullable Object[] ids = new Object[Array.getLength(passed)];
        Arrays.setAll(ids, i -> Array.get(passed, i));
        return ids;
    }

    /** These ids in what the method takes. */
    static Object argument(Each each, Object passed, List<BatchItem> items) {
        if (passed.getClass().isArray()) {
            Object array = Array.newInstance(passed.getClass().getComponentType(), items.size());
            for (int i = 0; i < items.size(); i++) {
                Array.set(array, i, items.get(i).id);
            }
            return array;
        }
        Collection<Object> ids =
                each.keys().equals("java.util.Set") ? new LinkedHashSet<>() : new ArrayList<>(items.size());
        items.forEach(item -> ids.add(item.id));
        return ids;
    }

    /**
     * What the method returned, as a list of values or of a map's entries; null: it is neither.
     *
     * @throws RuntimeException what the application's collection throws
     */
    static @Nullable List<@Nullable Object> elements(@Nullable Object returned) {
        if (returned instanceof Map<?, ?> map) {
            return new ArrayList<>(map.entrySet());
        }
        if (!(returned instanceof Iterable<?> iterable)) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        iterable.forEach(elements::add);
        return elements;
    }

    /**
     * The answer to the call: the values of its ids in their order, then what belongs to none of them.
     *
     * @param ids as the caller named them
     * @param items their keys, one for each id
     * @param others values, or a map's entries
     */
    static Object result(Each each, @Nullable Object[] ids, List<BatchItem> items, List<@Nullable Object> others) {
        if (isMap(each)) {
            return map(ids, items, others);
        }
        boolean isSet = each.values().equals("java.util.Set");
        Collection<@Nullable Object> all = isSet ? new LinkedHashSet<>() : new ArrayList<>(ids.length);
        for (BatchItem item : isSet ? new LinkedHashSet<>(items) : items) {
            Object value = item.next();
            if (value != null) {
                all.add(value);
            }
        }
        all.addAll(others);
        return all;
    }

    private static Map<@Nullable Object, @Nullable Object> map(
            @Nullable Object[] ids, List<BatchItem> items, List<@Nullable Object> others) {
        Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < ids.length; i++) {
            Object value = items.get(i).next();
            if (value != null) {
                all.putIfAbsent(ids[i], value);
            }
        }
        for (Object other : others) {
            if (other instanceof Map.Entry<?, ?> entry) {
                all.put(entry.getKey(), entry.getValue());
            }
        }
        return all;
    }
}
