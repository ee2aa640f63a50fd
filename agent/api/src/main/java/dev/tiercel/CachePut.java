package dev.tiercel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that always runs and whose result replaces the entry of its key, in L1 and L2. If the method throws, the
 * entry is dropped instead, because nobody can tell how much was changed.
 *
 * <p>The result has to be of the same type as that of the cache's {@link Cached} method, else readers do not find it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CachePut {

    /** The name of the cache, as in {@link Cached#cache()}; it has to be given. */
    String cache();

    /** How long the entry is fresh, as in {@link Cached#ttl()}. */
    String ttl() default "";

    /** As {@link Cached#condition}: where it is false, the method runs as if it were not annotated. */
    String condition() default "";

    /** As {@link Cached#unless}: where it is true, the entry is dropped instead of replaced. */
    String unless() default "";

    /** The tags of the new entry, as in {@link Cached#tags}: the reading method's, for they are not inherited from it. */
    String[] tags() default {};
}
