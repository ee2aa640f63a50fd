package dev.tiercel.key;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be a key, and its canonical form: whole numbers are {@code Long}, collections are copies, null is a marker.
 * Equal keys have equal canonical forms and nobody can change them afterwards.
 */
public final class Keys {
    /** Stands for null. */
    static final Object NULL = Marker.NULL;

    /** The key of a method without parameters. */
    static final Object NOTHING = Marker.NOTHING;

    /** Types that are keys as they stand. Floating point numbers compare by {@code equals}: NaN is NaN, 0.0 is not -0.0. */
    private static final Set<Class<?>> EXACT = Set.of(
            String.class,
            Long.class,
            Boolean.class,
            Character.class,
            Double.class,
            Float.class,
            UUID.class,
            BigDecimal.class,
            BigInteger.class,
            URI.class,
            Locale.class,
            Currency.class);

    private static final ClassValue<Boolean> VALUE_RECORD = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isValueRecord(type, Set.of());
        }
    };

    private Keys() {}

    /** True for the name of a class whose instances are keys as they stand. */
    public static boolean isExact(String className) {
        return EXACT.stream().anyMatch(type -> type.getName().equals(className)) || isTime(className);
    }

    /** Dates, times and zones. A formatter lives in a package below, and is equal to itself only. */
    private static boolean isTime(String className) {
        return className.startsWith("java.time.chrono.")
                || (className.startsWith("java.time.") && className.indexOf('.', "java.time.".length()) < 0);
    }

    /** True for the name of a class of whole numbers narrower than {@code long}. */
    public static boolean isNarrow(String className) {
        return className.equals("java.lang.Integer")
                || className.equals("java.lang.Short")
                || className.equals("java.lang.Byte");
    }

    /**
     * The canonical form of any key part.
     *
     * @throws UnfitKeyException its type has no value equality
     */
    static Object canonical(@Nullable Object part) {
        if (part == null) {
            return NULL;
        }
        if (part instanceof Integer || part instanceof Short || part instanceof Byte) {
            return ((Number) part).longValue();
        }
        if (isScalar(part.getClass()) || VALUE_RECORD.get(part.getClass())) {
            return part;
        }
        if (part instanceof List<?> list) {
            return all(list, new ArrayList<>(list.size()));
        }
        if (part instanceof Set<?> set) {
            return all(set, new HashSet<>());
        }
        if (part instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new HashMap<>();
            map.forEach((key, value) -> copy.put(canonical(key), canonical(value)));
            return Collections.unmodifiableMap(copy);
        }
        if (part instanceof Optional<?> optional) {
            return optional.isEmpty() ? part : Optional.of(canonical(optional.get()));
        }
        throw new UnfitKeyException(part.getClass());
    }

    private static Object all(Collection<?> parts, Collection<Object> copy) {
        parts.forEach(part -> copy.add(canonical(part)));
        return copy;
    }

    private static boolean isScalar(Class<?> type) {
        return EXACT.contains(type) || Enum.class.isAssignableFrom(type) || isTime(type.getName());
    }

    /**
     * A record's component is judged by its declared type: what is declared as an interface is seen too late. A record
     * that holds its own type, however far inside, may be a chain without end.
     */
    private static boolean isValueRecord(Class<?> type, Set<Class<?>> around) {
        if (!type.isRecord() || around.contains(type)) {
            return false;
        }
        Set<Class<?>> inside = new HashSet<>(around);
        inside.add(type);
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .allMatch(part -> part.isPrimitive()
                        || isScalar(part)
                        || isNarrow(part.getName())
                        || isValueRecord(part, inside));
    }

    private enum Marker {
        NULL,
        NOTHING
    }
}
