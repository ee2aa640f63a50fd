package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a method's parameters by their names, as far as class files tell them. */
final class ParameterNames {
    private ParameterNames() {}

    /**
     * The declaration's parameter of that name. The body's own names come first: it is the method that runs, and a
     * declaration without a body keeps its names only when compiled with {@code -parameters}.
     */
    static @Nullable ParameterDescription find(AnnotatedMethod annotated, String name) {
        List<ParameterDescription> declared = annotated.declaration().getParameters();
        for (MethodDescription named : List.of(annotated.method(), annotated.declaration())) {
            for (ParameterDescription parameter : named.getParameters()) {
                if (name.equals(parameter.getName())) {
                    return declared.get(parameter.getIndex());
                }
            }
        }
        return null;
    }

    /** All of them, in order; null: not told. */
    static List<@Nullable String> all(AnnotatedMethod annotated) {
        List<@Nullable String> names = new ArrayList<>();
        for (ParameterDescription parameter : annotated.method().getParameters()) {
            names.add(parameter.getName());
        }
        return names.stream().allMatch(Objects::isNull) ? annotated.parameterNames() : names;
    }

    /** True where neither the body nor the declaration tells a name. */
    static boolean areUnknown(AnnotatedMethod annotated) {
        return Stream.of(annotated.method(), annotated.declaration())
                .flatMap(each -> each.getParameters().stream())
                .allMatch(parameter -> parameter.getName() == null);
    }

    /** @throws UnfitMethodException there is none, with what to do */
    static ParameterDescription get(AnnotatedMethod annotated, String name) throws UnfitMethodException {
        ParameterDescription found = find(annotated, name);
        if (found == null) {
            throw new UnfitMethodException(
                    areUnknown(annotated)
                            ? "its class file does not tell the names of its parameters (compile it with -parameters)"
                            : "it has no parameter named " + name);
        }
        return found;
    }
}
