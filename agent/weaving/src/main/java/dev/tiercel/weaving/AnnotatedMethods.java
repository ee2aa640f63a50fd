package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class of which a dialect speaks; the first one that does has its say.
 *
 * <p>An annotation (or a rule; the same holds for both) on a method counts for that method; an annotation on an abstract method (of an interface or an
 * abstract class) counts for every body that implements it, also in generated classes. An annotation on a method with a
 * body is not inherited by what overrides it: a framework's subclass that calls it would otherwise look up twice.
 * Bridges are left alone, their targets are woven.
 */
final class AnnotatedMethods {
    private AnnotatedMethods() {}

    /** @param loader of the class */
    static List<AnnotatedMethod> of(TypeDescription type, ClassLoader loader, List<Dialect> dialects) {
        dialects.forEach(dialect -> dialect.look(type, loader));
        List<AnnotatedMethod> found = new ArrayList<>();
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.isMethod() && !method.isAbstract() && !method.isNative() && !method.isBridge()) {
                AnnotatedMethod first = first(type, loader, method, dialects);
                if (first != null) {
                    found.add(first);
                }
            }
        }
        return found;
    }

    private static @Nullable AnnotatedMethod first(
            TypeDescription type, ClassLoader loader, MethodDescription method, List<Dialect> dialects) {
        for (Dialect dialect : dialects) {
            AnnotatedMethod found = dialect.find(type, loader, method);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The method itself, or the abstract declaration that it implements, of which something is said; null: nothing is. */
    static @Nullable MethodDescription declaration(
            TypeDescription type, MethodDescription method, Predicate<MethodDescription> spokenOf) {
        if (spokenOf.test(method)) {
            return method;
        }
        return method.isStatic() || method.isPrivate() ? null : inherited(type, type, method, spokenOf);
    }

    /** Looks for an abstract declaration that is spoken of in the supertypes of {@code at}, nearest first. */
    private static @Nullable MethodDescription inherited(
            TypeDescription type, TypeDescription at, MethodDescription method, Predicate<MethodDescription> spokenOf) {
        List<TypeDescription> supertypes = supertypes(at);
        for (TypeDescription supertype : supertypes) {
            for (MethodDescription declared : supertype.getDeclaredMethods()) {
                if (declared.getName().equals(method.getName())
                        && declared.isAbstract()
                        && spokenOf.test(declared)
                        && implementedBy(type, declared, method)) {
                    return declared;
                }
            }
        }
        for (TypeDescription supertype : supertypes) {
            MethodDescription further = inherited(type, supertype, method, spokenOf);
            if (further != null) {
                return further;
            }
        }
        return null;
    }

    /** The interfaces first. Nobody says anything of the JDK's own. */
    private static List<TypeDescription> supertypes(TypeDescription type) {
        List<TypeDescription> supertypes = new ArrayList<>(type.getInterfaces());
        TypeDescription superclass = type.getSuperClass();
        if (superclass != null) {
            supertypes.add(superclass);
        }
        supertypes.removeIf(each -> each.getName().startsWith("java."));
        return supertypes;
    }

    /**
     * True where the method implements the declaration: with its type variables replaced, or, in a class that has no
     * such method, as it is erased (a generated class may know of the erased form only; where it has both, the erased
     * one calls the other).
     */
    static boolean implementedBy(TypeDescription type, MethodDescription declared, MethodDescription method) {
        if (!declared.getName().equals(method.getName())) {
            return false;
        }
        List<TypeDescription> precise = declared.getParameterTypes();
        List<TypeDescription> own = method.getParameterTypes();
        if (precise.equals(own)) {
            return true;
        }
        List<TypeDescription> erased = declared.asDefined().getParameterTypes();
        return erased.equals(own) && !declares(type, declared.getName(), precise);
    }

    private static boolean declares(TypeDescription type, String name, List<TypeDescription> parameters) {
        return type.getDeclaredMethods().stream()
                .anyMatch(method -> method.getName().equals(name)
                        && !method.isBridge()
                        && Objects.equals(method.getParameterTypes(), parameters));
    }
}
