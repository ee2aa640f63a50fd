package dev.tiercel.weaving;

import dev.tiercel.config.NamePattern;
import dev.tiercel.config.Rule;
import dev.tiercel.config.Rule.Action;
import dev.tiercel.weaving.RuleViews.View;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what rules say of a method. The first rule that matches has its say; where it changes the cache, later ones that
 * change it too add to it. Thread-safe.
 */
final class RuleMatcher {
    /** What every object has; a pattern does not mean it. */
    private static final Set<String> OF_OBJECT =
            Set.of("equals(1)", "hashCode(0)", "toString(0)", "clone(0)", "finalize(0)");

    private final List<Rule> rules;

    RuleMatcher(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** True where a rule may speak of a method of that name. */
    boolean mayNameMethod(String name) {
        return rules.stream().anyMatch(rule -> names(rule, name) != null);
    }

    /** True where a rule that may speak of a method of that name could mean subclasses of the class too. */
    boolean maySpeakOfSubclasses(String name) {
        return rules.stream().anyMatch(rule -> rule.target().exactType() == null && names(rule, name) != null);
    }

    /**
     * What is said of a method when it is called on an object of a class; null: nothing is.
     *
     * @param receiver the class
     * @param body a method with a body that it declares or inherits
     */
    @Nullable
    Spoken of(TypeDescription receiver, MethodDescription body) {
        if (!mayNameMethod(body.getName())) {
            return null;
        }
        List<View> views = RuleViews.of(receiver, body);
        View owner = null;
        List<Rule> counting = new ArrayList<>();
        for (Rule rule : rules) {
            boolean counts = counting.isEmpty() || isChange(rule);
            View view = counts ? best(rule, views, body) : null;
            if (view != null) {
                owner = owner == null ? view : owner;
                counting.add(rule);
                if (!isChange(rule)) {
                    break;
                }
            }
        }
        return owner == null ? null : new Spoken(owner.type(), owner.method(), counting);
    }

    private static boolean isChange(Rule rule) {
        return rule.action() == Action.PUT || rule.action() == Action.INVALIDATE;
    }

    /** The first view that the rule means; one of the supertype that it names only where there is no other. */
    private static @Nullable View best(Rule rule, List<View> views, MethodDescription body) {
        NamePattern name = names(rule, body.getName());
        if (name == null || (!name.isExact() && isIncidental(body))) {
            return null;
        }
        View last = null;
        for (View view : views) {
            if (isMeant(rule.target(), view, body)) {
                if (!rule.target().supertypes().contains(view.type().getName())) {
                    return view;
                }
                last = last == null ? view : last;
            }
        }
        return last;
    }

    private static @Nullable NamePattern names(Rule rule, String method) {
        for (NamePattern pattern : rule.target().methods()) {
            if (pattern.matches(method)) {
                return pattern;
            }
        }
        return null;
    }

    /** What nobody means by a pattern: the class's own affairs, and what every object has. */
    private static boolean isIncidental(MethodDescription body) {
        return body.isPrivate()
                || (body.isSynthetic() && body.isStatic())
                || OF_OBJECT.contains(
                        body.getName() + "(" + body.getParameters().size() + ")");
    }

    private static boolean isMeant(Rule.Target target, View view, MethodDescription body) {
        return isMeant(target, view.type())
                && (target.matchesMethod(body.getName(), types(view.method()))
                        || target.matchesMethod(
                                body.getName(), types(view.method().asDefined()))
                        || target.matchesMethod(body.getName(), types(body)));
    }

    /** True for a class that the rule names, whatever methods it has. */
    static boolean isMeant(Rule.Target target, TypeDescription type) {
        NamePattern types = target.types();
        return RuleScope.reaches(target, type.getInternalName())
                && (types == null || types.matches(type.getName()))
                && target.supertypes().stream().allMatch(supertype -> Types.isAssignableTo(type, supertype));
    }

    /** As a rule writes them. */
    static List<String> types(MethodDescription method) {
        return method.getParameterTypes().stream()
                .map(TypeDescription::getActualName)
                .toList();
    }
}
