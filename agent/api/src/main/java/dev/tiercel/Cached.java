package dev.tiercel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method whose result is answered from the cache: from L1 (in process), else from L2 (Redis), else by running the
 * method and keeping what it returned.
 *
 * <p>Works on private, static, final and self-called methods, on interface methods and abstract methods (their
 * implementations are cached, generated ones too), and on objects that no container made. Without the agent the
 * annotation does nothing.
 *
 * <p>Null and an empty {@code Optional} are values like any other and are kept. An exception is never kept.
 *
 * @see CacheKey which parameters form the key
 * @see CacheInvalidate how an entry is dropped
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cached {

    /**
     * The name of the cache. Methods that name the same cache share its entries: a {@link CacheInvalidate} finds the
     * entry to drop by this name and the key. Empty (the default): a cache of this method's own, named
     * {@code package.Class.method}.
     */
    String cache() default "";

    /**
     * How long an entry is fresh, counted from the moment it was loaded: a number and a unit ({@code 500ms},
     * {@code 60s}, {@code 5m}, {@code 2h}, {@code 1d}) or an ISO-8601 duration ({@code PT5M}). It is an upper bound:
     * jitter only ever shortens it. Empty (the default): the {@code defaults.ttl} of the configuration. A
     * {@code caches.NAME.ttl} of the configuration wins over this value.
     */
    String ttl() default "";
}
