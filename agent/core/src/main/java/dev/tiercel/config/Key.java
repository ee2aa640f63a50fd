package dev.tiercel.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, what values it takes, and the other names it goes by.
 *
 * @param name {@code redis.host}; of a cache's setting the last part alone
 * @param fallback the value of a user who sets nothing; null: none
 * @param compatible environment variables that deployments already have, the strongest first
 */
record Key<T>(String name, Kind<T> kind, @Nullable T fallback, List<Compatible<T>> compatible) {
    /** A variable of another convention, which may write the value in its own way. */
    record Compatible<T>(String variable, Kind<T> kind) {}

    static <T> Key<T> of(String name, Kind<T> kind, @Nullable T fallback, String... compatible) {
        return new Key<>(
                name,
                kind,
                fallback,
                Arrays.stream(compatible).map(v -> new Compatible<>(v, kind)).toList());
    }

    /** The same key with one more variable. */
    Key<T> or(String variable, Kind<T> itsKind) {
        return new Key<>(name, kind, fallback, List.of(new Compatible<>(variable, itsKind)));
    }

    /** How a name, or a part of one, is written in the environment: {@code TTL_JITTER}. */
    static String spelled(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
