package dev.tiercel.weaving;

import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationSource;
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

    /** An attribute, or its default. */
    static <T> T value(AnnotationDescription annotation, String attribute, Class<T> type) {
        return annotation.getValue(attribute).resolve(type);
    }
}
