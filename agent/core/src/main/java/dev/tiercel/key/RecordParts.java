package dev.tiercel.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record, in order; found once for each class. Of its fields, for they are what records compare: an
 * accessor may tell less. Only where a module keeps the fields to itself, the accessors have to do.
 */
final class RecordParts {
    private static final ClassValue<List<MethodHandle>> GETTERS = new ClassValue<>() {
        @Override
        protected List<MethodHandle> computeValue(Class<?> type) {
            List<MethodHandle> getters = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                try {
                    getters.add(getter(type, component).asType(MethodType.methodType(Object.class, Object.class)));
                } catch (ReflectiveOperationException closed) {
                    throw new UnfitKeyException("the record " + type.getName() + " is a key part, but its module does"
                            + " not open it; open its package, or pass its components as parameters");
                }
            }
            return getters;
        }
    };

    private RecordParts() {}

    static List<@Nullable Object> of(Record value) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (MethodHandle getter : GETTERS.get(value.getClass())) {
            try {
                parts.add((Object) getter.invokeExact((Object) value));
            } catch (Throwable broken) {
                throw new UnfitKeyException("the record " + value.getClass().getName()
                        + " is a key part, but its components cannot be read");
            }
        }
        return parts;
    }

    private static MethodHandle getter(Class<?> type, RecordComponent component) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(component.getName());
        if (field.trySetAccessible()) {
            return MethodHandles.lookup().unreflectGetter(field);
        }
        Method accessor = component.getAccessor();
        accessor.trySetAccessible();
        return MethodHandles.lookup().unreflect(accessor);
    }
}
