package dev.tiercel.weaving;

import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types by whose name a body may be spoken of when it runs for objects of a class. It is the interfaces first, the
 * nearest first, for that is what callers see, and what a proxy has in common with the object behind it; then the class
 * and its superclasses.
 *
 * <p>A body is a method of a type that declares or inherits it, and of one that declares it abstractly. It is no method
 * of a type whose own body it overrides: the overriding one may call the other, and would be cached twice. Classes that
 * were generated at run time have no name that anybody could mean.
 */
final class RuleViews {
    /** A type, and the method as it has it. */
    record View(TypeDescription type, MethodDescription method) {}

    private final TypeDescription receiver;
    private final MethodDescription body;
    private final TypeDescription home;
    private final Map<String, TypeDescription> supertypes = new LinkedHashMap<>();
    private List<TypeDescription> parameters = List.of();

    private RuleViews(TypeDescription receiver, MethodDescription body) {
        this.receiver = receiver;
        this.body = body;
        this.home = body.getDeclaringType();
        collect();
        TypeDescription generic = supertypes.get(home.getName());
        MethodDescription resolved = generic == null ? null : declaredIn(generic);
        parameters = (resolved == null ? body : resolved).getParameterTypes();
    }

    /**
     * @param receiver the class of the objects
     * @param body a method of that class, declared there or inherited
     */
    static List<View> of(TypeDescription receiver, MethodDescription body) {
        return new RuleViews(receiver, body).views();
    }

    /** Nearest first, with type variables replaced by what they are in the receiver's class. */
    private void collect() {
        Deque<TypeDescription> open = new ArrayDeque<>(List.of(receiver));
        while (!open.isEmpty()) {
            TypeDescription type = open.remove();
            if (supertypes.putIfAbsent(type.asErasure().getName(), type) == null) {
                open.addAll(type.getInterfaces());
                TypeDescription superclass = type.getSuperClass();
                if (superclass != null) {
                    open.add(superclass);
                }
            }
        }
    }

    private List<View> views() {
        List<View> views = new ArrayList<>();
        if (body.isStatic() || body.isPrivate()) {
            views.add(new View(home, body));
            return views;
        }
        for (boolean interfaces : new boolean[] {true, false}) {
            for (TypeDescription type : supertypes.values()) {
                TypeDescription erased = type.asErasure();
                if (erased.isInterface() == interfaces && !isGenerated(erased)) {
                    MethodDescription method = methodOf(type);
                    if (method != null) {
                        views.add(new View(erased, method));
                    }
                }
            }
        }
        return views;
    }

    /** The body, or what it implements, as the type declares or inherits it; null: it is none of its methods. */
    private @Nullable MethodDescription methodOf(TypeDescription type) {
        if (type.asErasure().equals(home)) {
            return declaredIn(type);
        }
        boolean above = Types.isAssignableTo(home, type.asErasure().getName());
        if (!above && !type.isInterface()) {
            // Between the receiver's class and the body's: it inherits the body.
            TypeDescription generic = supertypes.get(home.getName());
            return generic == null ? null : declaredIn(generic);
        }
        return inherited(type);
    }

    private @Nullable MethodDescription inherited(TypeDescription type) {
        MethodDescription declared = declaredIn(type);
        if (declared != null) {
            return declared.asDefined().equals(body) || declared.isAbstract() ? declared : null;
        }
        for (TypeDescription each : type.getInterfaces()) {
            MethodDescription found = inherited(each);
            if (found != null) {
                return found;
            }
        }
        TypeDescription superclass = type.getSuperClass();
        return superclass == null ? null : inherited(superclass);
    }

    /** What the type itself declares: the body, or what it implements or overrides. */
    private @Nullable MethodDescription declaredIn(TypeDescription type) {
        for (MethodDescription declared : type.getDeclaredMethods()) {
            if (declared.asDefined().equals(body)) {
                return declared;
            }
        }
        for (MethodDescription declared : type.getDeclaredMethods()) {
            boolean open = !declared.isStatic() && !declared.isPrivate() && !declared.isBridge();
            if (open && (AnnotatedMethods.implementedBy(home, declared, body) || isImplementedThere(declared))) {
                return declared;
            }
        }
        return null;
    }

    /** As the receiver's class has it, where a bridge in that class calls the body, whose own types are erased. */
    private boolean isImplementedThere(MethodDescription declared) {
        return declared.getName().equals(body.getName())
                && declared.getParameterTypes().equals(parameters);
    }

    /** True of classes that only exist at run time, or only for a framework: their names mean nothing to a user. */
    static boolean isGenerated(TypeDescription type) {
        String name = type.getName();
        return type.isSynthetic()
                || name.contains("$$")
                || name.contains("$ByteBuddy$")
                || name.contains("$HibernateProxy$")
                || name.indexOf('/') >= 0
                || name.startsWith("$Proxy", name.lastIndexOf('.') + 1)
                || Library.isJdkProxy(type.getInternalName());
    }
}
