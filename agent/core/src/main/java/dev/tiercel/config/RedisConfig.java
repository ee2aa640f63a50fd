package dev.tiercel.config;

/**
 * Where Redis is, how to get in, and the bounds of every wait for it.
 *
 * @param enabled false: L1 only, and no attempt to connect
 * @param requestQueue how many commands may be under way at once to one server; more are refused (and count as misses)
 */
public record RedisConfig(
        boolean enabled, RedisTarget target, RedisLogin login, RedisTls tls, RedisTimes times, int requestQueue) {

    /** A Redis on this machine. */
    public static final RedisConfig DEFAULT =
            new RedisConfig(true, RedisTarget.DEFAULT, RedisLogin.NONE, RedisTls.OFF, RedisTimes.DEFAULT, 5_000);
}
