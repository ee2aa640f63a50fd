package dev.tiercel.weaving;

import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Annotations of classes, which their subclasses inherit. */
final class Hierarchy {
    private Hierarchy() {}

    /** The annotation of that name on the class, or on the nearest type that it extends or implements. */
    static @Nullable AnnotationDescription find(TypeDescription type, String annotation) {
        List<TypeDescription> level = List.of(type);
        while (!level.isEmpty()) {
            List<TypeDescription> next = new ArrayList<>();
            for (TypeDescription each : level) {
                AnnotationDescription found = Annotations.find(each, annotation);
                if (found != null) {
                    return found;
                }
                TypeDescription superclass = each.getSuperClass();
                if (superclass != null) {
                    next.add(superclass.asErasure());
                }
                each.getInterfaces().forEach(implemented -> next.add(implemented.asErasure()));
            }
            level = next;
        }
        return null;
    }

    /** As {@link #find}: of the woven class, else of the one in which the method is declared. */
    static @Nullable AnnotationDescription find(AnnotatedMethod annotated, String annotation) {
        AnnotationDescription found = find(annotated.method().getDeclaringType().asErasure(), annotation);
        return found != null
                ? found
                : find(annotated.declaration().getDeclaringType().asErasure(), annotation);
    }
}
