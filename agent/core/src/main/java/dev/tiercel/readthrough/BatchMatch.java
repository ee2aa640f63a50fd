package dev.tiercel.readthrough;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the values that a method returned belongs to which of the keys it was asked for. Where one does not fit, none
 * is matched: a result that we do not understand is handed on and never kept.
 *
 * @param byKey the values; a key without one is absent
 * @param misfit why nothing of it is kept; null: all fits
 */
record BatchMatch(Map<Object, Object> byKey, @Nullable String misfit) {

    /**
     * Never throws.
     *
     * @param passed the arguments handed over; written to
     * @param elements values, or a map's entries; null: the method returned nothing of the kind
     * @param due what it was asked for
     */
    static BatchMatch of(
            BatchRead method,
            @Nullable Object[] passed,
            @Nullable List<@Nullable Object> elements,
            Map<Object, BatchItem> due) {
        if (elements == null) {
            return misfit("it returned null");
        }
        Map<Object, Object> byKey = new HashMap<>();
        for (Object element : elements) {
            String misfit = match(method, passed, element, due, byKey);
            if (misfit != null) {
                return misfit(misfit);
            }
        }
        return new BatchMatch(byKey, null);
    }

    private static @Nullable String match(
            BatchRead method,
            @Nullable Object[] passed,
            @Nullable Object element,
            Map<Object, BatchItem> due,
            Map<Object, Object> byKey) {
        Object value = element;
        Object key;
        boolean fits;
        try {
            if (element instanceof Map.Entry<?, ?> entry && method.isMap()) {
                value = entry.getValue();
                key = entry.getKey() == null ? null : method.keys().ofId(passed, entry.getKey());
            } else {
                key = method.keys().ofElement(passed, element);
            }
            fits = value == null || method.elementClass().isInstance(value);
        } catch (Throwable unfit) {
            return "the key of a value cannot be told (" + unfit.getClass().getName() + ")";
        }
        if (key == null) {
            return "a value has no key";
        }
        if (!due.containsKey(key)) {
            return "a value's key is none that it was asked for";
        }
        if (!fits) {
            return "a value is of another class than declared";
        }
        return value != null && byKey.put(key, value) != null ? "several values have the same key" : null;
    }

    private static BatchMatch misfit(String why) {
        return new BatchMatch(Map.of(), why);
    }
}
