package dev.tiercel.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings from environment variables: ours, {@code TIERCEL_REDIS_HOST}, and the compatible ones. An empty variable
 * counts as not set, for compose files pass on the unset as empty.
 */
final class EnvironmentSource {
    private static final String OURS = "TIERCEL_";
    private static final String CACHES = OURS + "CACHES_";

    /** Of ours, but no settings: where the file is, and which Redis server our tests start. */
    static final String CONFIG = OURS + "CONFIG";

    private static final Set<String> NO_SETTINGS = Set.of(CONFIG, OURS + "REDIS_SERVER");

    private final Gathering gathering;
    private final Problems problems;
    private final Map<String, Key<?>> byVariable = new HashMap<>();

    private EnvironmentSource(Gathering gathering, Problems problems) {
        this.gathering = gathering;
        this.problems = problems;
        for (Key<?> key : Keys.ALL) {
            byVariable.put(variable(key.name()), key);
        }
    }

    static void read(Map<String, String> environment, Gathering gathering, Problems problems) {
        EnvironmentSource source = new EnvironmentSource(gathering, problems);
        // Sorted, so that messages come in the same order at every start.
        for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
            String variable = entry.getKey();
            if (variable.startsWith(OURS)
                    && !NO_SETTINGS.contains(variable)
                    && !entry.getValue().isBlank()) {
                source.readOurs(variable, entry.getValue());
            }
        }
        for (Key<?> key : Keys.ALL) {
            source.readCompatible(key, environment);
        }
    }

    private void readOurs(String variable, String text) {
        Key<?> key = byVariable.get(variable);
        if (key != null) {
            gathering.offer(Given.of(key, key.name(), text, Level.ENVIRONMENT, origin(variable)));
        } else if (variable.startsWith(OURS + Key.spelled(RuleReader.RULES))) {
            problems.warning(RuleReader.misplaced(variable, "environment"));
        } else if (!readOfCache(variable, text)) {
            problems.warning(Shown.oneLine(variable) + ": no such setting (environment), ignored"
                    + Nearest.hint(variable, candidates(variable)));
        }
    }

    private boolean readOfCache(String variable, String text) {
        for (Key<?> key : Keys.OF_CACHE) {
            String end = "_" + Key.spelled(key.name());
            int cacheLength = variable.length() - CACHES.length() - end.length();
            if (variable.startsWith(CACHES) && variable.endsWith(end) && cacheLength > 0) {
                String cache = variable.substring(CACHES.length(), CACHES.length() + cacheLength);
                String name = Keys.ofCache(Key.spelled(cache), key);
                gathering.offer(Given.of(key, name, text, Level.ENVIRONMENT, origin(variable)));
                return true;
            }
        }
        return false;
    }

    private <T> void readCompatible(Key<T> key, Map<String, String> environment) {
        for (Key.Compatible<T> compatible : key.compatible()) {
            String variable = compatible.variable();
            String text = environment.getOrDefault(variable, "");
            if (!text.isBlank()) {
                String advice = ". Where another program needs " + variable + " as it is, set " + variable(key.name())
                        + ", which wins over it";
                gathering.offerUnlessSet(Given.compatible(key, compatible.kind(), text, origin(variable), advice));
            }
        }
    }

    private List<String> candidates(String variable) {
        List<String> names = new ArrayList<>(byVariable.keySet());
        names.addAll(NO_SETTINGS);
        names.sort(null);
        // Where the cache's name ends and the misspelt setting begins cannot be known: any underscore may be it.
        for (int end = variable.length(); variable.startsWith(CACHES) && end > CACHES.length(); end--) {
            if (variable.startsWith("_", end) && variable.length() - end < 20) {
                String cache = variable.substring(0, end);
                Keys.OF_CACHE.forEach(key -> names.add(cache + "_" + Key.spelled(key.name())));
            }
        }
        return names;
    }

    private static String variable(String name) {
        return OURS + Key.spelled(name);
    }

    private static String origin(String variable) {
        return "environment " + Shown.oneLine(variable);
    }
}
