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
        return overloads < 2 ? withoutParameters(declaration) : withParameters(declaration);
    }

    /** {@code package.Class.method(package.Type,...)}, as JSR-107 has it. */
    static String withParameters(MethodDescription declaration) {
        return withoutParameters(declaration) + parameterList(declaration);
    }

    private static String withoutParameters(MethodDescription declaration) {
        return declaration.getDeclaringType().asErasure().getName() + "." + declaration.getName();
    }

    private static String parameterList(MethodDescription method) {
        return method.asDefined().getParameters().asTypeList().asErasures().stream()
                .map(type -> type.getName())
                .collect(Collectors.joining(",", "(", ")"));
    }
}
