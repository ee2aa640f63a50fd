package dev.tiercel;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the agent makes of one method, as it is in force: annotations, rules and configuration together.
 *
 * <pre>{@code
 * for (CachedMethod method : CachedMethod.all()) {
 *     System.out.println(method.method() + " in " + method.cache() + ", " + method.values());
 * }
 * }</pre>
 *
 * @param method {@code ClassName.method}
 * @param cache the name of the cache; a method that changes several has an entry for each
 * @param kind what it does with it
 * @param values how the values it puts into the cache are handed out; empty where it puts none
 * @param ttl how long they are fresh, where the value itself does not say it; empty where it puts none
 */
public record CachedMethod(String method, String cache, Kind kind, Optional<HandedOut> values, Optional<Duration> ttl) {

    /** What a method does with a cache. */
    public enum Kind {
        /** It is answered from the cache. */
        READ,
        /** It replaces or drops entries of the cache. */
        WRITE
    }

    /** How callers get the values that L1 keeps. */
    public enum HandedOut {
        /** All get the same object. */
        SHARED,
        /** Each gets a copy of its own. */
        COPIED
    }

    /** Every method that was called so far, in no order; empty without an agent. */
    public static List<CachedMethod> all() {
        try {
            return Arrays.stream(AgentDoor.methods()).map(CachedMethod::of).toList();
        } catch (RuntimeException misunderstood) {
            return List.of(); // An agent of another version may know more than this class does.
        }
    }

    private static CachedMethod of(Object[] row) {
        String values = (String) row[3];
        return new CachedMethod(
                (String) row[0],
                (String) row[1],
                Kind.valueOf((String) row[2]),
                values.isEmpty() ? Optional.empty() : Optional.of(HandedOut.valueOf(values)),
                Optional.ofNullable((Duration) row[4]));
    }
}
