package dev.tiercel.config;

import dev.tiercel.config.Rule.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every key that a rule may have, and the actions that it goes with. */
final class RuleKeys {
    private static final Set<Action> ANY = EnumSet.allOf(Action.class);
    private static final Set<Action> CACHED = EnumSet.of(Action.CACHED);
    private static final Set<Action> KEEPING = EnumSet.of(Action.CACHED, Action.PUT);
    private static final Set<Action> INVALIDATE = EnumSet.of(Action.INVALIDATE);
    private static final Set<Action> NOT_NONE = EnumSet.of(Action.CACHED, Action.PUT, Action.INVALIDATE);

    private static final Map<Key<?>, Set<Action>> FITTING = new LinkedHashMap<>();

    private static final Kind<String> CLASS_NAME = new RuleKinds.ClassName();
    private static final Kind<String> CONDITION = new RuleKinds.Condition();
    private static final String FROM_VALUE = "names of record components, getters or fields, separated by dots";

    static final Key<NamePattern> CLASS = key("class", new RuleKinds.ClassPattern(), ANY);
    static final Key<String> SUBCLASSES_OF = key("subclasses-of", CLASS_NAME, ANY);
    static final Key<String> IMPLEMENTATIONS_OF = key("implementations-of", CLASS_NAME, ANY);
    static final Key<NamePattern> METHOD = key("method", new RuleKinds.MethodPattern(), ANY);
    static final Key<String> PARAMETERS = key("parameters", new RuleKinds.ParameterType(), ANY);
    static final Key<Action> ACTION = key("action", new Kinds.Choice<>(Action.values()), ANY);
    static final Key<String> CACHE = key("cache", new RuleKinds.CacheName(), NOT_NONE);
    static final Key<String> KEY = key(
            "key",
            new RuleKinds.Path(
                    "a parameter by its name or its position from p0, as in id, p0 or p1.owner.id; of put also"
                            + " result"),
            NOT_NONE);
    static final Key<Boolean> ALL = key("all", new Kinds.Bool(), INVALIDATE);
    static final Key<Duration> TTL = key(Keys.CACHE_TTL, KEEPING);
    static final Key<Duration> NEGATIVE_TTL = key(Keys.CACHE_NEGATIVE_TTL, CACHED);
    static final Key<Duration> STALE_IF_ERROR = key(Keys.CACHE_STALE_IF_ERROR, CACHED);
    static final Key<Duration> LOADER_SOFT_TIMEOUT = key(Keys.CACHE_LOADER_SOFT_TIMEOUT, CACHED);
    static final Key<Double> EAGER_REFRESH = key(Keys.CACHE_EAGER_REFRESH, CACHED);
    static final Key<ValuesMode> VALUES = key(Keys.CACHE_VALUES, CACHED);
    static final Key<String> CONDITION_KEY = key("condition", CONDITION, NOT_NONE);
    static final Key<String> UNLESS = key("unless", CONDITION, KEEPING);
    static final Key<String> TTL_FROM = key("ttl-from", new RuleKinds.Path(FROM_VALUE), CACHED);
    static final Key<String> TTL_FUNCTION = key("ttl-function", CLASS_NAME, CACHED);
    static final Key<Boolean> EACH = key("each", new Kinds.Bool(), CACHED);
    static final Key<String> ELEMENT_KEY = key("element-key", new RuleKinds.Path(FROM_VALUE), CACHED);

    private RuleKeys() {}

    private static <T> Key<T> key(String name, Kind<T> kind, Set<Action> fitting) {
        return key(Key.of(name, kind, null), fitting);
    }

    private static <T> Key<T> key(Key<T> key, Set<Action> fitting) {
        FITTING.put(key, fitting);
        return key;
    }

    static List<String> names() {
        return FITTING.keySet().stream().map(Key::name).toList();
    }

    static boolean isKnown(String name) {
        return names().contains(name);
    }

    /** True where the key says something of the action. */
    static boolean fits(String name, Action action) {
        return FITTING.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().name().equals(name) && entry.getValue().contains(action));
    }

    static List<String> fitting(Action action) {
        List<String> names = new ArrayList<>(names());
        names.removeIf(name -> !fits(name, action));
        return names;
    }
}
