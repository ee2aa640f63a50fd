package dev.tiercel.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The strongest value given to each setting. */
final class Gathering {
    private final Map<String, Given<?>> strongest = new HashMap<>();
    private final Set<String> dropped = new HashSet<>();
    private final Problems problems;
    private List<Rule> rules = List.of();
    private String rulesOrigin = "";

    Gathering(Problems problems) {
        this.problems = problems;
    }

    /** A value for a setting by its name, known or not. */
    void offer(String fullName, String text, Level level, String origin) {
        Key<?> key = Keys.find(fullName);
        if (key == null) {
            unknown(fullName, origin);
        } else {
            offer(Given.of(key, fullName, text, level, origin));
        }
    }

    void offer(Given<?> given) {
        Given<?> other = strongest.get(given.name());
        if (other != null && other.level() == given.level() && isWrittenByHand(given.level())) {
            problems.error(Shown.oneLine(given.name()) + ": is given twice (" + other.origin() + " and "
                    + given.origin() + "); keep one");
        } else {
            offerUnlessSet(given);
        }
    }

    /** As offer, but what the same level already says stands. */
    void offerUnlessSet(Given<?> given) {
        Given<?> other = strongest.get(given.name());
        if (other == null || other.level().compareTo(given.level()) > 0) {
            strongest.put(given.name(), given);
        }
    }

    /** The rules of a file, which are in force as they stand. */
    void offerRules(List<Rule> given, String origin) {
        if (!rulesOrigin.isEmpty()) {
            problems.error(
                    RuleReader.RULES + ": is given twice (" + rulesOrigin + " and " + origin + "); keep one list");
            return;
        }
        rules = List.copyOf(given);
        rulesOrigin = origin;
    }

    /** In the order in which they were written. */
    List<Rule> rules() {
        return rules;
    }

    /** Forgets a setting, its default too: another one says what it would say. */
    void drop(String name) {
        strongest.remove(name);
        dropped.add(name);
    }

    boolean isDropped(String name) {
        return dropped.contains(name);
    }

    /**
     * Gives what the environment says of a cache to the caches of that spelling which other sources name: the
     * environment cannot write {@code Products.find}, only {@code PRODUCTS_FIND}.
     */
    void spreadEnvironmentOverCaches() {
        Collection<String> names = caches();
        for (Given<?> given : new ArrayList<>(strongest.values())) {
            String cache = Keys.cacheOf(given.name());
            if (given.level() != Level.ENVIRONMENT || cache.isEmpty()) {
                continue;
            }
            for (String name : names) {
                if (Key.spelled(name).equals(cache)) {
                    offerUnlessSet(given.renamed(Keys.ofCache(name, given.key())));
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // a name has one key, and what is kept under it was made with that key
    <T> @Nullable Given<T> find(String fullName) {
        return (Given<T>) strongest.get(fullName);
    }

    /** The caches of which something is said, in order. */
    Collection<String> caches() {
        TreeSet<String> names = new TreeSet<>();
        for (String name : strongest.keySet()) {
            names.add(Keys.cacheOf(name));
        }
        names.remove("");
        return names;
    }

    private void unknown(String fullName, String origin) {
        if (RuleReader.isRules(fullName)) {
            problems.warning(RuleReader.misplaced(fullName, origin));
            return;
        }
        List<String> candidates = Keys.candidates(fullName);
        for (String name : candidates) {
            if (name.startsWith(fullName + ".")) {
                problems.warning(Shown.oneLine(UrlMask.ifLogin(fullName)) + ": holds settings and is none itself ("
                        + origin + "); write for example " + Shown.oneLine(name));
                return;
            }
        }
        problems.warning(Shown.oneLine(UrlMask.ifLogin(fullName)) + ": no such setting (" + origin + "), ignored"
                + Nearest.hint(fullName, candidates));
    }

    private static boolean isWrittenByHand(Level level) {
        return level == Level.ARGUMENT || level == Level.FILE;
    }
}
