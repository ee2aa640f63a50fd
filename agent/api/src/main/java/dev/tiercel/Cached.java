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

    /**
     * How long the answer "there is nothing" (null, an empty {@code Optional}) is fresh, in the form of {@link #ttl};
     * never longer than the ttl. Empty: the {@code defaults.negative-ttl} of the configuration, a minute.
     */
    String negativeTtl() default "";

    /**
     * How long an entry may answer after its ttl because the method threw, in the form of {@link #ttl}, or {@code 0s}.
     * Empty: the {@code defaults.stale-if-error} of the configuration, not at all: an exception may be the answer
     * ("no such user", "not allowed").
     */
    String staleIfError() default "";

    /**
     * After how long a load counts as slow, in the form of {@link #ttl}, or {@code 0s}: an entry past its ttl answers
     * then, within {@link #staleIfError}, and the load goes on in the background. Where there is such an entry, the
     * method runs on a thread of the agent from the start: without the caller's transaction and thread locals.
     */
    String loaderSoftTimeout() default "";

    /**
     * After which part of the ttl a hit has the entry loaded anew in the background, by one instance for all:
     * {@code 0.8} or {@code 80%}. The method runs on a thread of the agent: without the caller's transaction and thread
     * locals. Empty: the {@code defaults.eager-refresh} of the configuration, never.
     */
    String eagerRefresh() default "";

    /** How callers get the values that L1 keeps. */
    Values values() default Values.AUTO;

    /**
     * An expression over the parameters: where it is false, the method runs as if it were not annotated. For example
     * {@code "id > 0 && !preview"}. See docs/expressions.md for what it may say.
     */
    String condition() default "";

    /**
     * An expression over the parameters and {@code result}: where it is true, what the method returned is not kept.
     * For example {@code "result.draft"}. Of an {@code Optional} or a stage, {@code result} is the content, or null.
     */
    String unless() default "";

    /**
     * A path from the value to the time it may be kept: names of record components, getters or fields, separated by
     * dots ({@code "expiresIn"}). What it leads to is a {@code Duration}, an {@code Instant} at which the value ends, or
     * a number of seconds; null: the ttl of the cache.
     */
    String ttlFrom() default "";

    /** How long a value may be kept, told by a function; {@link TtlFunction} itself (the default) means none. */
    Class<? extends TtlFunction> ttlFunction() default TtlFunction.class;

    /**
     * True: the method answers many keys at once, and each has an entry of its own, shared with the methods of the same
     * cache that answer one. The one {@code Collection}, {@code Iterable} or array among its key parameters holds the
     * keys; the method is called with those that no tier has. It returns the values as a {@code List}, {@code Set} or
     * {@code Collection}, or as a {@code Map} by key.
     */
    boolean each() default false;

    /**
     * With {@link #each}: a path from a returned value to its key, where the values do not come in a {@code Map}. Where
     * {@link #negativeTtl} is set, keys without a value are kept as such.
     */
    String elementKey() default "id";

    /**
     * Names by which entries are dropped together, whatever their keys are: {@code tags = {"catalog",
     * "seller-{sellerId}"}}. Between braces stands a parameter by its name or position ({@code p0}), or a part of it
     * ({@code {order.seller}}): a number, string, boolean, character, enum, {@code UUID} or {@code java.time} value. Eight
     * at most, each of at most 100 characters. See {@link CacheInvalidate#tags}.
     */
    String[] tags() default {};
}
