package dev.tiercel.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, and the bounds of every wait for it.
 *
 * @param enabled false: L1 only, and no attempt to connect
 * @param host a name or an address
 * @param port 1 to 65535
 * @param tls true: TLS, with the certificate checked
 * @param username an ACL user; null: the default user
 * @param password null: none
 * @param database 0 or more
 * @param connectTimeout the most that one attempt to connect takes
 * @param deadline the most that one call of the application waits for Redis
 * @param requestQueue how many commands may be under way at once; more are refused (and count as misses)
 */
public record RedisConfig(
        boolean enabled,
        String host,
        int port,
        boolean tls,
        @Nullable String username,
        @Nullable String password,
        int database,
        Duration connectTimeout,
        Duration deadline,
        int requestQueue) {

    /** A Redis on this machine. */
    public static final RedisConfig DEFAULT = new RedisConfig(
            true, "localhost", 6379, false, null, null, 0, Duration.ofMillis(500), Duration.ofMillis(250), 5_000);

    /** {@code host:port}, for log lines. */
    public String address() {
        return host + ":" + port;
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + (username == null ? "" : username + "@") + address() + "/" + database;
    }
}
