package dev.tiercel.weaving;

import dev.tiercel.config.Rule;
import dev.tiercel.config.Rule.Action;
import dev.tiercel.log.EventLog;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bodies that a class inherits and of which rules say something for its objects, other than for those of its
 * superclass. Thread-safe.
 */
final class InheritedBodies {
    private final RuleMatcher matcher;
    private final RuleScope scope;
    private final Receivers receivers;
    private final EventLog log;

    InheritedBodies(RuleMatcher matcher, RuleScope scope, Receivers receivers, EventLog log) {
        this.matcher = matcher;
        this.scope = scope;
        this.receivers = receivers;
        this.log = log;
    }

    /** Tells {@link Receivers} of them. */
    void tell(TypeDescription type, ClassLoader loader) {
        if (type.isInterface()) {
            return;
        }
        for (MethodDescription body : bodies(type)) {
            Spoken spoken = matcher.of(type, body);
            if (spoken != null && !isSaidOfSuperclass(type, body, spoken)) {
                tell(type, loader, body, spoken);
            }
        }
    }

    private boolean isSaidOfSuperclass(TypeDescription type, MethodDescription body, Spoken spoken) {
        TypeDescription superclass = type.getSuperClass();
        Spoken above = superclass != null
                        && Types.isAssignableTo(
                                superclass, body.getDeclaringType().getName())
                ? matcher.of(superclass.asErasure(), body)
                : null;
        return above == null ? spoken.rules().get(0).action() == Action.NONE : above.isSame(spoken);
    }

    private void tell(TypeDescription type, ClassLoader loader, MethodDescription body, Spoken spoken) {
        TypeDescription home = body.getDeclaringType();
        Rule rule = spoken.rules().get(0);
        String subject = simpleName(spoken.owner()) + "." + body.getName() + " is left alone: ";
        String at = " (rule at " + rule.place() + ")";
        if (RuleScope.isNever(home.getInternalName())) {
            if (rule.target().methods().stream()
                    .anyMatch(pattern -> pattern.text().equals(body.getName()))) {
                log.warn(subject + "its body is in " + home.getName() + ", which is never woven; override it in "
                        + type.getName() + at);
            }
            return;
        }
        Linkable said = null;
        boolean reads = rule.action() == Action.CACHED;
        if (rule.action() != Action.NONE) {
            AnnotatedMethod method = new AnnotatedMethod(body, spoken.declaration(), spoken.owner(), NOBODY, loader);
            try {
                WovenMethod woven = new RuleReading(method, spoken.rules(), true).read();
                said = woven == null ? null : Linkable.of(woven);
            } catch (UnfitMethodException unfit) {
                log.warn(subject + unfit.getMessage() + at);
            }
        } else {
            Boolean wanted = receivers.reads(home.getName(), body.getName() + body.getDescriptor());
            reads = wanted == null || wanted;
        }
        scope.addBody(home.getInternalName());
        if (!receivers.expect(
                loader, type.getName(), home.getName(), body.getName() + body.getDescriptor(), reads, said)) {
            log.warn(subject + "its body is in " + home.getName()
                    + ", which could not be woven for it, or does the contrary for another class" + at);
        }
    }

    /** In superclasses first, then in interfaces; what is overridden on the way is none. */
    private static List<MethodDescription> bodies(TypeDescription type) {
        List<MethodDescription> bodies = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<TypeDescription> interfaces = new ArrayDeque<>();
        for (TypeDescription at = type; at != null && !at.represents(Object.class); at = at.getSuperClass()) {
            collect(at.asErasure(), !at.asErasure().equals(type), seen, bodies);
            interfaces.addAll(at.getInterfaces());
        }
        Set<TypeDescription> visited = new HashSet<>();
        while (!interfaces.isEmpty()) {
            TypeDescription next = interfaces.remove().asErasure();
            if (visited.add(next)) {
                collect(next, true, seen, bodies);
                interfaces.addAll(next.getInterfaces());
            }
        }
        return bodies;
    }

    private static void collect(
            TypeDescription type, boolean inherited, Set<String> seen, List<MethodDescription> bodies) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            boolean virtual = method.isMethod() && !method.isStatic() && !method.isPrivate();
            if (virtual && seen.add(method.getName() + method.getDescriptor())) {
                if (inherited && !method.isAbstract() && !method.isNative() && !method.isBridge()) {
                    bodies.add(method);
                }
            }
        }
    }

    private static String simpleName(TypeDescription type) {
        String name = type.getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** Is not asked: what is read here are rules. */
    private static final Dialect NOBODY = new Dialect() {
        @Override
        public Scope scope() {
            return Scope.ofMarks();
        }

        @Override
        public boolean speaksOf(MethodDescription declaration) {
            return false;
        }

        @Override
        public @Nullable WovenMethod read(AnnotatedMethod annotated) {
            return null;
        }
    };
}
