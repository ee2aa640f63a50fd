package dev.tiercel;

import java.time.Duration;
import java.util.Optional;

/**
 * What the tiers have under one key, for an administrator's page or a test. Looking changes nothing: no entry is loaded,
 * moved to another tier, or kept longer.
 *
 * @param key its text, as it stands in Redis behind {@code prefix:cache:}
 * @param l1 what this process has
 * @param l2 what Redis has
 */
public record CacheLook(String key, Copy l1, Copy l2) {

    /** How an entry is. */
    public enum State {
        /** It answers calls. */
        FRESH,
        /** Its time is over; it may answer where the method fails or is slow. */
        STALE,
        /** Somebody is loading it. */
        LOADING,
        /** There is none. */
        ABSENT,
        /** Nobody can tell: there is no Redis, or it does not answer, or its entry cannot be read by this process. */
        UNKNOWN
    }

    /**
     * What one tier has.
     *
     * @param state how it is
     * @param left how much longer it is fresh; empty unless it is
     * @param value what callers would get, a copy where they get copies; empty where it is null, or there is none
     */
    public record Copy(State state, Optional<Duration> left, Optional<Object> value) {
        private static Copy of(Object[] row) {
            return new Copy(
                    State.valueOf((String) row[0]),
                    Optional.ofNullable((Duration) row[1]),
                    Optional.ofNullable(row[2]));
        }
    }

    static CacheLook of(Object[] row) {
        return new CacheLook((String) row[0], Copy.of((Object[]) row[1]), Copy.of((Object[]) row[2]));
    }
}
