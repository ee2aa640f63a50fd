package dev.tiercel.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path from an object to a part of it: record components, getters or fields, whatever the object's class has.
 * Resolved once for each class it meets.
 */
public final class KeyPath {
    private final String step;
    private final @Nullable KeyPath rest;

    private final ClassValue<MethodHandle> accessors = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            return accessor(type).asType(MethodType.methodType(Object.class, Object.class));
        }
    };

    private KeyPath(String step, @Nullable KeyPath rest) {
        this.step = step;
        this.rest = rest;
    }

    /** @param path names separated by dots, one at least */
    public static KeyPath parse(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? new KeyPath(path, null) : new KeyPath(path.substring(0, dot), parse(path.substring(dot + 1)));
    }

    /**
     * What the path leads to; null where an object on the way is null.
     *
     * @throws UnfitKeyException the object's class has nothing of that name
     */
    @Nullable
    public Object read(@Nullable Object from) throws Throwable {
        if (from == null) {
            return null;
        }
        Object part = (Object) accessors.get(from.getClass()).invokeExact(from);
        return rest == null ? part : rest.read(part);
    }

    private MethodHandle accessor(Class<?> type) {
        String suffix = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
        List<String> names = List.of(step, "get" + suffix, "is" + suffix);
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (String name : names) {
                MethodHandle getter = getter(at, name);
                if (getter != null) {
                    return getter;
                }
            }
            MethodHandle field = field(at);
            if (field != null) {
                return field;
            }
        }
        MethodHandle inherited = inherited(type, names);
        if (inherited != null) {
            return inherited;
        }
        throw new UnfitKeyException("@CacheKey(\"" + step + "\"): " + type.getName()
                + " has no accessible component, getter or field of that name");
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            return getter(type.getDeclaredMethod(name));
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    /** A default method of an interface. */
    private static @Nullable MethodHandle inherited(Class<?> type, List<String> names) {
        for (String name : names) {
            try {
                MethodHandle getter = getter(type.getMethod(name));
                if (getter != null) {
                    return getter;
                }
            } catch (ReflectiveOperationException none) {
                // The next name may be one.
            }
        }
        return null;
    }

    private static @Nullable MethodHandle getter(Method method) throws IllegalAccessException {
        boolean fits = method.getReturnType() != void.class && !Modifier.isStatic(method.getModifiers());
        return fits && method.trySetAccessible() ? MethodHandles.lookup().unreflect(method) : null;
    }

    private @Nullable MethodHandle field(Class<?> type) {
        try {
            Field field = type.getDeclaredField(step);
            return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()
                    ? MethodHandles.lookup().unreflectGetter(field)
                    : null;
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }
}
