package dev.tiercel.codec;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** From names to classes of the application. */
final class Classes {
    private static final Map<String, Class<?>> PRIMITIVES = Stream.<Class<?>>of(
                    boolean.class,
                    byte.class,
                    short.class,
                    char.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            char.class, Character.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private Classes() {}

    /** The type with its classes. A primitive becomes its box, because an entry holds objects. */
    static JavaType resolve(ValueType type, ClassLoader loader, TypeFactory types) throws ClassNotFoundException {
        Class<?> raw = find(type, loader);
        JavaType[] arguments = new JavaType[type.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = resolve(type.arguments().get(i), loader, types);
        }
        return arguments.length == 0 ? types.constructType(raw) : types.constructParametricType(raw, arguments);
    }

    /** The class of which every value of the type is an instance; Object where it cannot be found. */
    static Class<?> raw(ValueType type, ClassLoader loader) {
        try {
            return find(type, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return Object.class;
        }
    }

    private static Class<?> find(ValueType type, ClassLoader loader) throws ClassNotFoundException {
        Class<?> primitive = PRIMITIVES.get(type.className());
        return primitive != null ? boxed(primitive) : Class.forName(type.className(), false, loader);
    }

    static boolean isPrimitive(ValueType type) {
        return PRIMITIVES.containsKey(type.className());
    }

    static Class<?> boxed(Class<?> type) {
        return BOXES.getOrDefault(type, type);
    }

    /** Whether the class comes with the JDK: its fields are its own affair, and closed to us. */
    static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** JDK interfaces that Jackson would follow instead of the fields of a class. */
    static boolean hasForeignShape(Class<?> type) {
        return Set.of(Iterable.class, java.util.Iterator.class, Map.class, Map.Entry.class, CharSequence.class).stream()
                .anyMatch(shape -> shape.isAssignableFrom(type));
    }
}
