package dev.tiercel.weaving;

import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.AnnotationSource;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Annotations read by their names, as no class of them is loaded. */
final class Annotations {
    private Annotations() {}

    /** The annotation of that name that stands there; null: there is none. */
    static @Nullable AnnotationDescription find(AnnotationSource source, String name) {
        for (AnnotationDescription annotation : source.getDeclaredAnnotations()) {
            if (annotation.getAnnotationType().getName().equals(name)) {
                return annotation;
            }
        }
        return null;
    }

    static boolean has(AnnotationSource source, String name) {
        return find(source, name) != null;
    }

    /** An attribute that is text, without the blanks around it. */
    static String text(AnnotationDescription annotation, String attribute) {
        return value(annotation, attribute, String.class).trim();
    }

    static boolean flag(AnnotationDescription annotation, String attribute) {
        return value(annotation, attribute, Boolean.class);
    }

    /**
     * An attribute, or its default. An application may have an older version of the annotation, which lacks it: then it is
     * empty, as what is not said is in every version.
     */
    static <T> T value(AnnotationDescription annotation, String attribute, Class<T> type) {
        Object empty = annotation.has(attribute) ? null : empty(type);
        return empty == null ? annotation.getValue(attribute, type) : type.cast(empty);
    }

    private static @Nullable Object empty(Class<?> type) {
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type == Boolean.class) {
            return false;
        }
        return type == String.class ? "" : null;
    }
}
