package dev.tiercel.weaving.description;

import dev.tiercel.weaving.description.ClassData.AnnotationData;
import dev.tiercel.weaving.description.ClassData.Constant;
import dev.tiercel.weaving.description.ClassData.MethodData;
import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** An annotation, as it stands somewhere. */
public final class AnnotationDescription {
    private final TypePool pool;
    private final AnnotationData data;

    AnnotationDescription(TypePool pool, AnnotationData data) {
        this.pool = pool;
        this.data = data;
    }

    static List<AnnotationDescription> all(TypePool pool, List<AnnotationData> annotations) {
        return annotations.isEmpty()
                ? List.of()
                : annotations.stream()
                        .map(each -> new AnnotationDescription(pool, each))
                        .toList();
    }

    public TypeDescription getAnnotationType() {
        return pool.ofDescriptor(data.descriptor());
    }

    /**
     * Whether its type has such an attribute.
     *
     * @throws NoSuchTypeException its type has no class file
     */
    public boolean has(String attribute) {
        return declared(attribute) != null;
    }

    /**
     * What is said of an attribute, or else its default.
     *
     * @param type {@link TypeDescription} for a class, {@link String} for an enumeration's constant,
     *     {@link AnnotationDescription} for an annotation; or an array of them
     * @throws IllegalStateException neither is there, or it is of another type
     */
    public <T> T getValue(String attribute, Class<T> type) {
        Object said = data.values().get(attribute);
        if (said == null) {
            MethodData declared = declared(attribute);
            said = declared == null ? null : declared.otherwise();
        }
        Object value = said == null ? null : resolved(said, type);
        if (!type.isInstance(value)) {
            throw new IllegalStateException(
                    "the attribute " + attribute + " of " + getAnnotationType().getName()
                            + (said == null ? " is not said" : " is no " + type.getSimpleName()));
        }
        return type.cast(value);
    }

    private @Nullable MethodData declared(String attribute) {
        for (MethodData method : getAnnotationType().data().methods()) {
            if (method.name().equals(attribute)) {
                return method;
            }
        }
        return null;
    }

    private @Nullable Object resolved(Object said, Class<?> type) {
        if (said instanceof List<?> elements && type.isArray()) {
            Class<?> component = type.getComponentType();
            Object array = Array.newInstance(component, elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Object element = resolved(elements.get(i), component);
                if (!component.isInstance(element)) {
                    return null;
                }
                Array.set(array, i, element);
            }
            return array;
        }
        if (said instanceof Type named) {
            return pool.ofDescriptor(named.getDescriptor());
        }
        if (said instanceof Constant constant) {
            return constant.name();
        }
        return said instanceof AnnotationData nested ? new AnnotationDescription(pool, nested) : said;
    }
}
