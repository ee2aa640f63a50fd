package dev.tiercel.weaving;

import dev.tiercel.config.NamePattern;
import dev.tiercel.config.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which classes rules name, asked of every class that is loaded: exact names by one look, patterns by how they begin.
 * Names are as in class files, with slashes. Thread-safe.
 */
final class RuleScope implements Predicate<String> {
    /**
     * Never woven, whatever a rule says: the JDK, and what the agent is made of. The last is put together, or it would be
     * renamed as our own copy of that library is.
     */
    private static final String[] NEVER = {"java/", "jdk/", "sun/", "dev/tiercel/weaving/", "dev/tiercel/shaded/"};

    private record Pattern(String start, Rule.Target target, NamePattern names) {}

    private final Set<String> exact = new HashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();

    /** Classes whose bodies others inherit, found while classes are loaded. */
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();

    RuleScope(List<Rule> rules) {
        for (Rule rule : rules) {
            Rule.Target target = rule.target();
            target.supertypes().forEach(supertype -> exact.add(supertype.replace('.', '/')));
            NamePattern types = target.types();
            if (types == null) {
                continue;
            }
            String start = types.prefix().replace('.', '/');
            if (types.isExact()) {
                exact.add(start);
            } else {
                patterns.add(new Pattern(start, target, types));
            }
        }
    }

    /** A class from which a class that a rule names inherits a body. */
    void addBody(String name) {
        bodies.add(name);
    }

    @Override
    public boolean test(String name) {
        if (exact.contains(name) || bodies.contains(name)) {
            return !isNever(name);
        }
        for (Pattern pattern : patterns) {
            if (name.startsWith(pattern.start)
                    && reaches(pattern.target, name)
                    && pattern.names.matches(name.replace('/', '.'))) {
                return true;
            }
        }
        return false;
    }

    /** Classes of well-known libraries are reached by rules only that begin with the library's name. */
    static boolean reaches(Rule.Target target, String name) {
        if (isNever(name)) {
            return false;
        }
        NamePattern types = target.types();
        return !Library.isForeign(name)
                || (types != null && Library.isForeign(types.prefix().replace('.', '/')));
    }

    /** True of classes that are never woven. */
    static boolean isNever(String name) {
        for (String prefix : NEVER) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
