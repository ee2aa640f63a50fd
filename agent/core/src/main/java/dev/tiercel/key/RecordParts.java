package dev.tiercel.key;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of a record, in order. The accessors are found once for each class. */
final class RecordParts {
    private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            List<Method> accessors = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                Method accessor = component.getAccessor();
                if (!accessor.trySetAccessible()) {
                    throw new UnfitKeyException("the record " + type.getName() + " is a key part, but its module does"
                            + " not open it; open its package, or pass its components as parameters");
                }
                accessors.add(accessor);
            }
            return accessors;
        }
    };

    private RecordParts() {}

    static List<@Nullable Object> of(Record value) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (Method accessor : ACCESSORS.get(value.getClass())) {
            try {
                parts.add(accessor.invoke(value));
            } catch (ReflectiveOperationException broken) {
                throw new UnfitKeyException("the record " + value.getClass().getName()
                        + " is a key part, but its accessor " + accessor.getName() + " failed");
            }
        }
        return parts;
    }
}
