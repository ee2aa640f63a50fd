package dev.tiercel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that changes data: after it ran, the entry of its key (or the whole cache) is dropped in L1 and L2, and a
 * load that was under way when it ran stores nothing. The entry is dropped also when the method throws.
 *
 * <p>The key has to be the same as that of the reading method. Where the parameters are not the key themselves, name
 * it by {@link CacheKey}: {@code void update(@CacheKey("id") Product product)}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(CacheInvalidate.List.class)
public @interface CacheInvalidate {

    /** The names of the caches that hold copies of what this method changes. */
    String[] cache();

    /** True: every entry of these caches is dropped, and the parameters do not matter. */
    boolean all() default false;

    /**
     * Every entry of these caches that has one of the tags is dropped, instead of the key's; in the form of
     * {@link Cached#tags}. To drop a key's entry as well, annotate the method twice.
     */
    String[] tags() default {};

    /** As {@link Cached#condition}: where it is false, nothing is dropped. It may not speak of the result. */
    String condition() default "";

    /** Several of them on one method: {@code products} by key, and {@code product-list} wholly. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        CacheInvalidate[] value();
    }
}
