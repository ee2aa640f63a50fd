package dev.tiercel.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path from an object to a part of it: record components, getters or fields, whatever the object's class has.
 * Resolved once for each class it meets. Thread-safe.
 */
public final class KeyPath {
    private final String step;
    private final boolean anyMethod;
    private final @Nullable KeyPath rest;

    private final ClassValue<MethodHandle> accessors = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            return accessor(type).asType(MethodType.methodType(Object.class, Object.class));
        }
    };

    private KeyPath(String step, boolean anyMethod, @Nullable KeyPath rest) {
        this.step = step;
        this.anyMethod = anyMethod;
        this.rest = rest;
    }

    /**
     * A path whose steps may also be methods without parameters, by their full names.
     *
     * @param path names separated by dots, one at least
     */
    public static KeyPath parse(String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? new KeyPath(path, true, null)
                : new KeyPath(path.substring(0, dot), true, parse(path.substring(dot + 1)));
    }

    /**
     * A path of one step that calls no method but a getter: {@code getX}, {@code isX}, or {@code x} of a class that has
     * such a field, as a record has for each component.
     */
    public static KeyPath property(String name) {
        return new KeyPath(name, false, null);
    }

    /**
     * What the path leads to; null where an object on the way is null.
     *
     * @throws UnfitKeyException the object's class has nothing of that name
     * @throws RuntimeException what a getter throws
     */
    public @Nullable Object read(@Nullable Object from) {
        if (from == null) {
            return null;
        }
        Object part;
        try {
            part = (Object) accessors.get(from.getClass()).invokeExact(from);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new UndeclaredThrowableException(checked);
        }
        return rest == null ? part : rest.read(part);
    }

    /** Classes before interfaces; none of what every object has: {@code class}, {@code hashCode} and the like. */
    private MethodHandle accessor(Class<?> type) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            MethodHandle accessor = declared(at);
            if (accessor != null) {
                return accessor;
            }
        }
        MethodHandle inherited = inherited(type);
        if (inherited != null) {
            return inherited;
        }
        throw new UnfitKeyException(
                "\"" + step + "\": " + type.getName() + " has no accessible component, getter or field of that name");
    }

    /** What interfaces have: a default method, or the open door to a method of a class that is closed. */
    private @Nullable MethodHandle inherited(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        for (Class<?> each : type.getInterfaces()) {
            MethodHandle declared = declared(each);
            MethodHandle accessor = declared != null ? declared : inherited(each);
            if (accessor != null) {
                return accessor;
            }
        }
        return inherited(type.getSuperclass());
    }

    private @Nullable MethodHandle declared(Class<?> type) {
        Field field = field(type);
        String suffix = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
        boolean named = anyMethod || field != null;
        for (String name :
                named ? List.of(step, "get" + suffix, "is" + suffix) : List.of("get" + suffix, "is" + suffix)) {
            MethodHandle getter = getter(type, name);
            if (getter != null) {
                return getter;
            }
        }
        try {
            return field != null && field.trySetAccessible()
                    ? MethodHandles.lookup().unreflectGetter(field)
                    : null;
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            Method method = type.getDeclaredMethod(name);
            boolean fits = method.getReturnType() != void.class && !Modifier.isStatic(method.getModifiers());
            return fits && method.trySetAccessible() ? MethodHandles.lookup().unreflect(method) : null;
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    private @Nullable Field field(Class<?> type) {
        try {
            Field field = type.getDeclaredField(step);
            return Modifier.isStatic(field.getModifiers()) ? null : field;
        } catch (NoSuchFieldException none) {
            return null;
        }
    }
}
