package dev.tiercel.redis;

import dev.tiercel.config.RedisConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The defaults, for another server. */
final class Configs {
    private Configs() {}

    static RedisConfig of(String host, int port, @Nullable String username, @Nullable String password) {
        return of(host, port, username, password, RedisConfig.DEFAULT.deadline());
    }

    static RedisConfig of(
            String host, int port, @Nullable String username, @Nullable String password, Duration deadline) {
        RedisConfig defaults = RedisConfig.DEFAULT;
        return new RedisConfig(
                true,
                host,
                port,
                false,
                username,
                password,
                0,
                defaults.connectTimeout(),
                deadline,
                defaults.requestQueue());
    }
}
