package dev.tiercel.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a container whose elements nobody can change one that nobody can change. What is made is of the JDK, whatever
 * came in: equal to it, in the same order, null elements included. Knows the declared type by its names only, so that no
 * class of an application is loaded. Thread-safe.
 */
abstract sealed class Freezer {
    /** Of what the JDK itself makes unchangeable, and nobody else can make. */
    private static final Set<Class<?>> FROZEN = Stream.of(
                    List.of(),
                    List.of(1),
                    List.of(1, 2, 3),
                    Set.of(),
                    Set.of(1),
                    Set.of(1, 2, 3),
                    Map.of(),
                    Map.of(1, 1))
            .map(Object::getClass)
            .collect(Collectors.toUnmodifiableSet());

    /** The value, or an unchangeable one that is equal to it. */
    abstract Object freeze(Object value);

    /** For values of a type; null: they are no containers, and are kept as they are. */
    static @Nullable Freezer of(ValueType type) {
        return switch (type.className()) {
            case "java.util.Optional" -> ofOptional(argument(type, 0));
            case "java.util.List" -> new OfCollection(List.class, argument(type, 0));
            case "java.util.Set" -> new OfCollection(Set.class, argument(type, 0));
            case "java.util.Collection" -> new OfCollection(Collection.class, argument(type, 0));
            case "java.lang.Iterable" -> new OfCollection(Iterable.class, argument(type, 0));
            case "java.util.Map" -> new OfMap(argument(type, 0), argument(type, 1));
            default -> null;
        };
    }

    private static @Nullable Freezer argument(ValueType type, int index) {
        return index < type.arguments().size() ? of(type.arguments().get(index)) : null;
    }

    private static @Nullable Freezer ofOptional(@Nullable Freezer content) {
        return content == null ? null : new OfOptional(content);
    }

    private static @Nullable Object frozen(@Nullable Freezer freezer, @Nullable Object value) {
        return freezer == null || value == null ? value : freezer.freeze(value);
    }

    private static final class OfOptional extends Freezer {
        private final Freezer content;

        OfOptional(Freezer content) {
            this.content = content;
        }

        @Override
        Object freeze(Object value) {
            if (!(value instanceof Optional<?> optional)) {
                throw UncopyableException.otherClass(value, "java.util.Optional");
            }
            if (optional.isEmpty()) {
                return value;
            }
            Object kept = content.freeze(optional.get());
            return kept == optional.get() ? value : Optional.of(kept);
        }
    }

    private static final class OfCollection extends Freezer {
        private final Class<?> declared;
        private final @Nullable Freezer element;

        OfCollection(Class<?> declared, @Nullable Freezer element) {
            this.declared = declared;
            this.element = element;
        }

        @Override
        Object freeze(Object value) {
            if (!(value instanceof Collection<?> collection)
                    || !declared.isInstance(value)
                    || Containers.hasOwnEquality(value)) {
                throw UncopyableException.otherClass(value, declared.getName());
            }
            if (FROZEN.contains(value.getClass()) && holdsFrozen(collection)) {
                return value;
            }
            return collection instanceof Set ? set(collection) : list(collection);
        }

        private boolean holdsFrozen(Collection<?> collection) {
            if (element != null) {
                for (Object each : collection) {
                    if (each != null && element.freeze(each) != each) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** By a stream, because its list is one of the JDK's own that knows null, and can be told when it comes again. */
        private List<?> list(Collection<?> from) {
            if (element == null) {
                return Arrays.stream(from.toArray()).toList();
            }
            List<@Nullable Object> list = new ArrayList<>(from.size());
            for (Object each : from) {
                list.add(frozen(element, each));
            }
            return list.stream().toList();
        }

        private Set<?> set(Collection<?> from) {
            Set<@Nullable Object> set = new LinkedHashSet<>(Containers.capacity(from.size()));
            int count = 0;
            for (Object each : from) {
                set.add(frozen(element, each));
                count++;
            }
            Containers.checkCount(from, count, set.size());
            return Collections.unmodifiableSet(set);
        }
    }

    private static final class OfMap extends Freezer {
        private final @Nullable Freezer key;
        private final @Nullable Freezer element;

        OfMap(@Nullable Freezer key, @Nullable Freezer element) {
            this.key = key;
            this.element = element;
        }

        @Override
        Object freeze(Object value) {
            if (!(value instanceof Map<?, ?> from) || Containers.hasOwnEquality(value)) {
                throw UncopyableException.otherClass(value, "java.util.Map");
            }
            if (FROZEN.contains(value.getClass()) && holdsFrozen(from)) {
                return value;
            }
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(Containers.capacity(from.size()));
            int count = 0;
            for (Map.Entry<?, ?> each : from.entrySet()) {
                map.put(frozen(key, each.getKey()), frozen(element, each.getValue()));
                count++;
            }
            Containers.checkCount(from, count, map.size());
            return Collections.unmodifiableMap(map);
        }

        private boolean holdsFrozen(Map<?, ?> map) {
            if (key != null || element != null) {
                for (Map.Entry<?, ?> each : map.entrySet()) {
                    if (frozen(key, each.getKey()) != each.getKey()
                            || frozen(element, each.getValue()) != each.getValue()) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
