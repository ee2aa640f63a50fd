package dev.tiercel.codec;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** Sealed interfaces and abstract sealed classes: a value is of one of the classes that they permit, and of no other. */
final class SealedTypes {
    private SealedTypes() {}

    /**
     * One class that a value may have.
     *
     * @param tag tells it from the others in bytes
     */
    record Alternative(String tag, JavaType type) {
        boolean isOf(Object value) {
            Class<?> raw = type.getRawClass();
            // A constant with a body has a class of its own.
            return value.getClass() == raw || (raw.isEnum() && raw.isInstance(value));
        }
    }

    /** Not for enums, of which those are sealed that have a constant with a body. */
    static boolean is(Class<?> type) {
        return type.isSealed() && Modifier.isAbstract(type.getModifiers()) && !type.isEnum();
    }

    /**
     * All classes that a value may have, those permitted by permitted sealed types included; by name, for the JVM promises no
     * order.
     */
    static List<Alternative> of(JavaType type, TypeFactory types) {
        Map<Class<?>, JavaType> found = new LinkedHashMap<>();
        collect(type, types, found);
        Map<String, Long> names =
                found.keySet().stream().collect(Collectors.groupingBy(Class::getSimpleName, Collectors.counting()));
        Function<Class<?>, String> tag =
                raw -> names.getOrDefault(raw.getSimpleName(), 1L) > 1 ? raw.getName() : raw.getSimpleName();
        List<Alternative> alternatives = new ArrayList<>();
        found.forEach((raw, each) -> alternatives.add(new Alternative(tag.apply(raw), each)));
        alternatives.sort(Comparator.comparing(each -> each.type().getRawClass().getName()));
        return alternatives;
    }

    private static void collect(JavaType type, TypeFactory types, Map<Class<?>, JavaType> found) {
        for (Class<?> permitted : type.getRawClass().getPermittedSubclasses()) {
            JavaType subtype = types.constructSpecializedType(type, permitted);
            if (is(permitted)) {
                collect(subtype, types, found);
            } else {
                found.putIfAbsent(permitted, subtype);
            }
        }
    }
}
