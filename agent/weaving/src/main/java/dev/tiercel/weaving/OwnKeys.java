package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;

/** Which parameters form the key: those marked by {@code @CacheKey}, or all. */
final class OwnKeys {
    private static final String KEY = "dev.tiercel.CacheKey";

    private OwnKeys() {}

    static List<ParameterDescription> parameters(MethodDescription declaration) {
        List<ParameterDescription> all = new ArrayList<>(declaration.getParameters());
        List<ParameterDescription> marked = all.stream()
                .filter(parameter -> Annotations.has(parameter, KEY))
                .toList();
        return marked.isEmpty() ? all : marked;
    }

    static List<KeyPart> parts(List<ParameterDescription> parameters, Handover handover) throws UnfitMethodException {
        List<KeyPart> parts = new ArrayList<>();
        for (ParameterDescription parameter : parameters) {
            parts.add(handover.part(parameter, path(parameter)));
        }
        return parts;
    }

    /** The path of its {@code @CacheKey}; empty: the parameter itself. */
    static String path(ParameterDescription parameter) {
        AnnotationDescription marked = Annotations.find(parameter, KEY);
        return marked == null ? "" : Annotations.text(marked, "value");
    }
}
