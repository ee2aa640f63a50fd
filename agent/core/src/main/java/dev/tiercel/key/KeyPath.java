package dev.tiercel.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path from an object to a part of it: record components, getters or fields, whatever the object's class has.
 * Resolved once for each class it meets.
 */
final class KeyPath {
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
    static KeyPath parse(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? new KeyPath(path, null) : new KeyPath(path.substring(0, dot), parse(path.substring(dot + 1)));
    }

    /**
     * What the path leads to; null where an object on the way is null.
     *
     * @throws UnfitKeyException the object's class has nothing of that name
     */
    @Nullable
    Object read(@Nullable Object from) throws Throwable {
        if (from == null) {
            return null;
        }
        Object part = (Object) accessors.get(from.getClass()).invokeExact(from);
        return rest == null ? part : rest.read(part);
    }

    private MethodHandle accessor(Class<?> type) {
        String suffix = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (String name : Arrays.asList(step, "get" + suffix, "is" + suffix)) {
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
        throw new UnfitKeyException("@CacheKey(\"" + step + "\"): " + type.getName()
                + " has no accessible component, getter or field of that name");
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            Method method = type.getDeclaredMethod(name);
            return method.getReturnType() != void.class && method.trySetAccessible()
                    ? MethodHandles.lookup().unreflect(method)
                    : null;
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    private @Nullable MethodHandle field(Class<?> type) {
        try {
            Field field = type.getDeclaredField(step);
            return field.trySetAccessible() ? MethodHandles.lookup().unreflectGetter(field) : null;
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }
}
