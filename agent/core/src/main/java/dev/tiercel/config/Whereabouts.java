package dev.tiercel.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles which of the settings that say where Redis is counts: one that a stronger source gives over all that weaker
 * ones give, whatever their names; at the same source the more particular one. What does not count is not even read.
 */
final class Whereabouts {
    /** The most particular first. */
    private static final List<Key<?>> PLACES =
            List.of(RedisKeys.SOCKET, RedisKeys.SENTINELS, RedisKeys.NODES, RedisKeys.HOST);

    private static final List<Key<?>> OF_SENTINELS =
            List.of(RedisKeys.SENTINEL_MASTER, RedisKeys.SENTINEL_USERNAME, RedisKeys.SENTINEL_PASSWORD);

    private final Gathering gathering;
    private final Problems problems;

    Whereabouts(Gathering gathering, Problems problems) {
        this.gathering = gathering;
        this.problems = problems;
    }

    /** A URL says several settings at its own level; what that level says of a single one stands. */
    void spread(RedisAddress address, Given<RedisAddress> url) {
        boolean hostGiven = isGiven(RedisKeys.HOST, url.level());
        boolean otherGiven = isGiven(RedisKeys.SOCKET, url.level())
                || isGiven(RedisKeys.SENTINELS, url.level())
                || isGiven(RedisKeys.NODES, url.level());
        for (RedisAddress.Part part : address.parts()) {
            boolean hostOrPort = part.key().equals(RedisKeys.HOST) || part.key().equals(RedisKeys.PORT);
            boolean place = hostOrPort || PLACES.contains(part.key());
            if (!place || (!otherGiven && (hostOrPort || !hostGiven))) {
                gathering.offerUnlessSet(url.saying(part.key(), part.text(), part.hidden()));
            }
        }
    }

    /** Drops what does not count; tells of it where the user cannot have meant it. */
    void settle() {
        Given<?> place = strongest();
        if (place == null) {
            return;
        }
        for (Key<?> other : PLACES) {
            if (!other.equals(place.key())) {
                drop(other, place);
            }
        }
        if (!place.key().equals(RedisKeys.HOST)) {
            drop(RedisKeys.PORT, place);
        }
        if (!place.key().equals(RedisKeys.SENTINELS)) {
            for (Key<?> key : OF_SENTINELS) {
                drop(key, place);
            }
        }
    }

    private @Nullable Given<?> strongest() {
        Given<?> strongest = null;
        for (Key<?> key : PLACES) {
            Given<?> given = given(key);
            if (given != null && (strongest == null || given.level().compareTo(strongest.level()) < 0)) {
                strongest = given;
            }
        }
        return strongest;
    }

    private void drop(Key<?> key, Given<?> place) {
        Given<?> given = given(key);
        gathering.drop(key.name());
        if (given == null || given.level().compareTo(place.level()) > 0) {
            return;
        }
        if (place.key().equals(RedisKeys.SOCKET) && PLACES.contains(key)) {
            problems.error(place + " and " + given + " both say where Redis is; keep one");
        } else {
            problems.warning(
                    given.name() + ": is not used (" + given.origin() + "), for " + place + " says where Redis is");
        }
    }

    private boolean isGiven(Key<?> key, Level level) {
        Given<?> given = given(key);
        return given != null && given.level() == level;
    }

    /** The empty text takes back what weaker sources say, and gives nothing itself. */
    private @Nullable Given<?> given(Key<?> key) {
        Given<?> given = gathering.find(key.name());
        return given == null || given.text().isBlank() ? null : given;
    }
}
