package dev.tiercel.key;

import dev.tiercel.key.CompoundPart.ArrayPart;
import dev.tiercel.key.CompoundPart.DatePart;
import dev.tiercel.key.CompoundPart.RecordPart;
import dev.tiercel.key.KeyPart.Kind;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies one key part that can be changed, or holds what can. Bounded: a collection that holds itself, or the same few
 * lists a million times over, must not keep the caller's thread.
 */
final class KeyCopy {
    static final int MAX_DEPTH = 64;
    static final int MAX_PARTS = 100_000;

    private int depth;
    private int left = MAX_PARTS;

    /** @throws UnfitKeyException its type has no value equality, or it is too large */
    Object of(@Nullable Object part) {
        checkRoom(1);
        left--;
        if (part == null) {
            return Keys.NULL;
        }
        Kind kind = Keys.kind(part);
        if (kind != Kind.DYNAMIC) {
            return Keys.simple(part, kind);
        }
        if (++depth > MAX_DEPTH) {
            throw UnfitKeyException.because("is nested more than " + MAX_DEPTH + " times, or holds itself");
        }
        Object copy = compound(part);
        depth--;
        return copy;
    }

    private void checkRoom(int size) {
        if (size > left) {
            throw UnfitKeyException.because("holds more than " + MAX_PARTS + " values");
        }
    }

    private Object compound(Object part) {
        if (part instanceof Record value) {
            List<@Nullable Object> parts = RecordParts.of(value);
            return new RecordPart(
                    value.getClass(), all(parts, new ArrayList<>()).toArray());
        }
        if (part instanceof List<?> list) {
            return all(list, new ArrayList<>());
        }
        if (part instanceof Set<?> set) {
            return set(set);
        }
        if (part instanceof Map<?, ?> map) {
            return map(map);
        }
        if (part instanceof Date date) {
            return date(date);
        }
        return part.getClass().isArray() ? array(part) : optional(part);
    }

    private Collection<Object> all(Iterable<?> from, Collection<Object> copy) {
        for (Object part : from) {
            copy.add(of(part));
        }
        return copy;
    }

    private Object set(Set<?> set) {
        int size = set.size();
        Collection<Object> copy = all(set, new HashSet<>());
        checkDistinct(size, copy.size());
        return copy;
    }

    private Object map(Map<?, ?> map) {
        int size = map.size();
        Map<Object, Object> copy = new HashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(of(entry.getKey()), of(entry.getValue()));
        }
        checkDistinct(size, copy.size());
        return Collections.unmodifiableMap(copy);
    }

    /** The copy of {@code {1, 1L}} would be that of {@code {1}}. */
    private static void checkDistinct(int size, int copied) {
        if (copied < size) {
            throw UnfitKeyException.because(
                    "is a set or map that holds a number in two types, or two arrays of one content");
        }
    }

    private Object array(Object array) {
        int length = Array.getLength(array);
        checkRoom(length);
        Object[] copy = new Object[length];
        for (int i = 0; i < length; i++) {
            copy[i] = of(Array.get(array, i));
        }
        return new ArrayPart(copy);
    }

    /** By its class's name: a runtime may lack the module. The SQL date and time of day refuse to tell their instant. */
    @SuppressWarnings("JavaUtilDate") // it is the application's
    private static Object date(Date date) {
        String type = date.getClass().getName();
        boolean precise = type.equals("java.sql.Timestamp");
        return new DatePart(type, precise ? date.toInstant() : Instant.ofEpochMilli(date.getTime()));
    }

    /** Those of numbers become the general one. */
    private Object optional(Object part) {
        if (part instanceof Optional<?> optional) {
            return optional.map(this::of);
        }
        if (part instanceof OptionalInt optional) {
            return optional.isPresent() ? Optional.of((long) optional.getAsInt()) : Optional.empty();
        }
        if (part instanceof OptionalLong optional) {
            return optional.isPresent() ? Optional.of(optional.getAsLong()) : Optional.empty();
        }
        if (part instanceof OptionalDouble optional) {
            return optional.isPresent() ? Optional.of(optional.getAsDouble()) : Optional.empty();
        }
        throw new UnfitKeyException(part.getClass());
    }
}
