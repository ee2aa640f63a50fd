package dev.tiercel.weaving;

import dev.tiercel.config.Rule;
import dev.tiercel.log.EventLog;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells of rules that name one class which has no such method. Of one with a pattern nothing can be told: a class that it
 * means may always be loaded later. Thread-safe.
 */
final class UnmatchedRules {
    private static final int MAX_SHOWN = 5;

    private final List<Rule> exact;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final EventLog log;

    UnmatchedRules(List<Rule> rules, EventLog log) {
        this.exact =
                rules.stream().filter(rule -> rule.target().exactType() != null).toList();
        this.log = log;
    }

    void tell(TypeDescription type) {
        for (Rule rule : exact) {
            if (type.getName().equals(rule.target().exactType()) && told.size() < exact.size()) {
                tell(rule, type);
            }
        }
    }

    private void tell(Rule rule, TypeDescription type) {
        String start = "The rule at " + rule.place() + " does nothing: " + type.getName();
        if (!RuleMatcher.isMeant(rule.target(), type)) {
            say(
                    rule,
                    start + " is no subtype of "
                            + String.join(" and ", rule.target().supertypes()));
            return;
        }
        List<MethodDescription> methods = methods(type);
        boolean matched = methods.stream().anyMatch(method -> matches(rule, method));
        if (!matched) {
            say(rule, start + " has no method " + rule.target().methodText() + known(rule, methods));
        }
    }

    private void say(Rule rule, String line) {
        if (told.add(rule.place())) {
            log.warn(line);
        }
    }

    private static boolean matches(Rule rule, MethodDescription method) {
        return rule.target().matchesMethod(method.getName(), RuleMatcher.types(method))
                || rule.target().matchesMethod(method.getName(), RuleMatcher.types(method.asDefined()));
    }

    /** Those of the name with other parameters; else the one that was meant, or some. */
    private static String known(Rule rule, List<MethodDescription> methods) {
        Set<String> names = new LinkedHashSet<>();
        methods.forEach(method -> names.add(method.getName()));
        String nearest = rule.target().nearestMethod(names);
        Set<String> shown = new LinkedHashSet<>();
        for (MethodDescription method : methods) {
            boolean similar = rule.target().namesMethod(method.getName())
                    || method.getName().equals(nearest)
                    || (nearest == null && names.stream().noneMatch(rule.target()::namesMethod));
            if (similar) {
                shown.add(method.getName() + "(" + String.join(", ", RuleMatcher.types(method)) + ")");
            }
        }
        String more = shown.size() > MAX_SHOWN ? ", ..." : "";
        return shown.isEmpty()
                ? "; it has none"
                : "; it has "
                        + String.join(", ", shown.stream().limit(MAX_SHOWN).toList()) + more;
    }

    /** Declared or inherited, but for what every object has. */
    private static List<MethodDescription> methods(TypeDescription type) {
        List<MethodDescription> methods = new ArrayList<>();
        Deque<TypeDescription> open = new ArrayDeque<>(List.of(type));
        Set<String> visited = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            TypeDescription at = open.remove();
            if (at.represents(Object.class) || !visited.add(at.asErasure().getName())) {
                continue;
            }
            for (MethodDescription method : at.getDeclaredMethods()) {
                if (method.isMethod() && !method.isBridge() && !(method.isSynthetic() && method.isStatic())) {
                    methods.add(method);
                }
            }
            TypeDescription superclass = at.getSuperClass();
            if (superclass != null) {
                open.add(superclass);
            }
            open.addAll(at.getInterfaces());
        }
        return methods;
    }
}
