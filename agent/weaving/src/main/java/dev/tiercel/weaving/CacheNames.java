package dev.tiercel.weaving;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;

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
        String name = declaration.getDeclaringType().asErasure().getName() + "." + declaration.getName();
        return overloads < 2 ? name : name + parameterList(declaration);
    }

    private static String parameterList(MethodDescription method) {
        return method.asDefined().getParameters().asTypeList().asErasures().stream()
                .map(type -> type.getName())
                .collect(Collectors.joining(",", "(", ")"));
    }
}
