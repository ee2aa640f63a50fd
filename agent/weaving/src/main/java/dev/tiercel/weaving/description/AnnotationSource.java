package dev.tiercel.weaving.description;

import java.util.List;

/** What annotations stand on. */
public interface AnnotationSource {
    /** Those that stand there, whatever their retention but for sources; not those that are inherited. */
    List<AnnotationDescription> getDeclaredAnnotations();
}
