package dev.tiercel.weaving;

import dev.tiercel.weaving.description.AnnotationSource;
import dev.tiercel.weaving.description.MethodDescription;
import java.util.Set;

/** Where annotations stand that say what a method does: on itself, or on its class for all that is public. */
final class Operations {
    private Operations() {}

    /** @param names of the annotations */
    static boolean standOn(MethodDescription declaration, Set<String> names) {
        if (isAny(declaration, names)) {
            return true;
        }
        return declaration.isPublic()
                && declaration.isMethod()
                && !declaration.isStatic()
                && !declaration.isSynthetic()
                && isAny(declaration.getDeclaringType().asErasure(), names);
    }

    /** The method, or else its class. */
    static AnnotationSource source(MethodDescription declaration, Set<String> names) {
        return isAny(declaration, names)
                ? declaration
                : declaration.getDeclaringType().asErasure();
    }

    private static boolean isAny(AnnotationSource source, Set<String> names) {
        return source.getDeclaredAnnotations().stream()
                .anyMatch(annotation ->
                        names.contains(annotation.getAnnotationType().getName()));
    }
}
