package dev.tiercel.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Copiers of records and of objects with fields. Each is one method handle that is composed of those of its fields, so that
 * the virtual machine compiles it as one piece of code without boxes and arrays.
 */
final class ObjectCopiers {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle COPY = find("copyOf", Copier.class, Object.class, Walk.class);

    private ObjectCopiers() {}

    /**
     * A field of a class that is copied.
     *
     * @param copier null: nobody can change what is in it
     */
    record Part(Field field, @Nullable Copier copier) {}

    /** @param parts in the order of the components */
    static Copier ofRecord(Class<?> type, List<Part> parts) throws ReflectiveOperationException {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(components);
        constructor.setAccessible(true);
        MethodHandle copy = LOOKUP.unreflectConstructor(constructor);
        // From the last argument to the first, which are (value, walk) again and again; those two are made one pair.
        for (int i = parts.size() - 1; i >= 0; i--) {
            copy = MethodHandles.collectArguments(copy, i, read(parts.get(i), type));
            if (i < parts.size() - 1) {
                copy = merged(copy, i);
            }
        }
        return new OfRecord(type, copy.asType(MethodType.methodType(Object.class, Object.class, Walk.class)));
    }

    /** (before..., value, walk, value, walk) to (before..., value, walk). */
    private static MethodHandle merged(MethodHandle handle, int before) {
        MethodType merged = handle.type().dropParameterTypes(before + 2, before + 4);
        int[] order = IntStream.concat(IntStream.range(0, before), IntStream.of(before, before + 1, before, before + 1))
                .toArray();
        return MethodHandles.permuteArguments(handle, merged, order);
    }

    static Copier ofFields(Class<?> type, BareConstructor constructor, List<Part> parts)
            throws ReflectiveOperationException {
        MethodType steps = MethodType.methodType(void.class, type, type, Walk.class);
        MethodHandle copy = MethodHandles.empty(steps);
        for (int i = parts.size() - 1; i >= 0; i--) {
            Field field = parts.get(i).field();
            // (to, part) to (to, from, walk)
            MethodHandle write = LOOKUP.unreflectSetter(field);
            write = write.asType(write.type().changeParameterType(0, type));
            MethodHandle step = MethodHandles.collectArguments(write, 1, read(parts.get(i), type));
            copy = MethodHandles.foldArguments(copy, step);
        }
        return new OfFields(
                type,
                constructor,
                copy.asType(MethodType.methodType(void.class, Object.class, Object.class, Walk.class)));
    }

    /** (value, walk) to what its copy has in this field. */
    private static MethodHandle read(Part part, Class<?> type) throws IllegalAccessException {
        MethodHandle get = LOOKUP.unreflectGetter(part.field());
        Class<?> fieldType = get.type().returnType();
        get = get.asType(MethodType.methodType(fieldType, type));
        if (part.copier() == null) {
            return MethodHandles.dropArguments(get, 1, Walk.class);
        }
        MethodHandle copy = MethodHandles.insertArguments(COPY, 0, part.copier())
                .asType(MethodType.methodType(fieldType, fieldType, Walk.class));
        return MethodHandles.collectArguments(copy, 0, get);
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private static @Nullable Object copyOf(Copier copier, @Nullable Object value, Walk walk) {
        return value == null ? null : copier.copy(value, walk);
    }

    private static MethodHandle find(String name, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(ObjectCopiers.class, name, MethodType.methodType(Object.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("its own method", e);
        }
    }

    /** By the canonical constructor. */
    private record OfRecord(Class<?> type, MethodHandle copy) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (value.getClass() != type) {
                throw UncopyableException.otherClass(value, type.getName());
            }
            walk.enter(1);
            try {
                Object copied = (Object) copy.invokeExact(value, walk);
                walk.leave();
                return copied;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new UncopyableException("the constructor of " + type.getName() + " throws");
            }
        }
    }

    /** By its fields, on an object whose constructor has seen nothing of them. */
    private record OfFields(Class<?> type, BareConstructor constructor, MethodHandle copy) implements Copier {
        @Override
        public Object copy(Object value, Walk walk) {
            if (value.getClass() != type) {
                throw UncopyableException.otherClass(value, type.getName());
            }
            walk.enter(1);
            Object copied = constructor.make();
            try {
                copy.invokeExact(copied, value, walk);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("fields throw nothing", e);
            }
            walk.leave();
            return copied;
        }
    }
}
