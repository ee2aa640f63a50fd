package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The names of caches that nobody named. */
final class CacheNames {
    private CacheNames() {}

    /**
     * The method's own cache. By its class's full name, for another class of that simple name may have such a method
     * too; told from its overloads by its parameters.
     *
     * @param reads whether an overload has a cache of its own as well
     */
    static String own(MethodDescription declaration, Predicate<MethodDescription> reads) {
        long overloads = declaration.getDeclaringType().getDeclaredMethods().stream()
                .filter(method -> method.getName().equals(declaration.getName()))
                .filter(method -> !method.isBridge())
                .filter(reads)
                .count();
        return overloads < 2 ? withoutParameters(declaration) : withParameters(declaration);
    }

    /** {@code package.Class.method(package.Type,...)}, as JSR-107 has it. */
    static String withParameters(MethodDescription declaration) {
        return withoutParameters(declaration) + parameterList(declaration);
    }

    private static String withoutParameters(MethodDescription declaration) {
        return declaration.getDeclaringType().asErasure().getName() + "." + declaration.getName();
    }

    /**
     * The cache of a method by its owner's full name, told from all other methods of that name that the owner declares or
     * inherits.
     */
    static String ofMember(AnnotatedMethod annotated) {
        TypeDescription owner = annotated.owner();
        String method = annotated.declaration().getName();
        Set<List<TypeDescription>> overloads = new HashSet<>();
        Deque<TypeDescription> open = new ArrayDeque<>(List.of(owner));
        while (!open.isEmpty()) {
            TypeDescription type = open.remove();
            for (MethodDescription declared : type.getDeclaredMethods()) {
                if (declared.getName().equals(method) && !declared.isBridge()) {
                    overloads.add(declared.getParameterTypes());
                }
            }
            open.addAll(type.getInterfaces());
            TypeDescription superclass = type.getSuperClass();
            if (superclass != null) {
                open.add(superclass);
            }
        }
        String name = owner.getName() + "." + method;
        return overloads.size() < 2 ? name : name + parameterList(annotated.declaration());
    }

    private static String parameterList(MethodDescription method) {
        return method.asDefined().getParameterTypes().stream()
                .map(type -> type.getName())
                .collect(Collectors.joining(",", "(", ")"));
    }
}
