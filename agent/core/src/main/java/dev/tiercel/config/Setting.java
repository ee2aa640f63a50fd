package dev.tiercel.config;

/**
 * A setting in force, for showing to a user.
 *
 * @param key its full name, such as {@code redis.host} or {@code caches.products.ttl}
 * @param value as a user would write it; of a secret only that it is set
 * @param origin where it comes from, such as {@code environment REDIS_HOST} or {@code default}
 */
public record Setting(String key, String value, String origin) {

    /** {@code redis.host = cache1 (environment REDIS_HOST)} */
    @Override
    public String toString() {
        return key + " = " + value + " (" + origin + ")";
    }
}
