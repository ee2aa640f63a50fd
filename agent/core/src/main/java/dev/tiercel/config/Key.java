package dev.tiercel.config;

import java.util.ArrayList;
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
        List<Compatible<T>> variables = new ArrayList<>();
        for (String variable : compatible) {
            variables.add(new Compatible<>(variable, kind));
        }
        return new Key<>(name, kind, fallback, List.copyOf(variables));
    }

    /** The same key, also read from a variable that writes it in its own way. */
    Key<T> or(String variable, Kind<T> itsKind) {
        List<Compatible<T>> variables = new ArrayList<>(compatible);
        variables.add(new Compatible<>(variable, itsKind));
        return new Key<>(name, kind, fallback, List.copyOf(variables));
    }

    /** How a name, or a part of one, is written in the environment: {@code TTL_JITTER}. */
    static String spelled(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
