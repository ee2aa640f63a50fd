package dev.tiercel.redis;

import dev.tiercel.config.RedisConfig;
import org.jspecify.annotations.Nullable;

/** The defaults, for another server. */
final class Configs {
    private Configs() {}

    static RedisConfig of(String host, int port, @Nullable String username, @Nullable String password) {
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
                defaults.deadline(),
                defaults.requestQueue());
    }
}
