package dev.tiercel.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A Redis for JUnit Jupiter (5.10 or later), given to tests as a parameter: a {@link RedisTopology} or the class of the
 * kind.
 *
 * <pre>{@code
 * @WithRedis(REPLICATED)
 * class FailoverTest {
 *     @Test
 *     void survives(ReplicatedRedis redis) {
 *         redis.failover();
 *     }
 * }
 * }</pre>
 *
 * On a class it starts once for the class and its nested classes, and is healed and emptied after each test; tests that
 * run in parallel take turns. On a method it starts for that test alone. With several kinds a {@code @TestTemplate} runs
 * once with each.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(RedisExtension.class)
public @interface WithRedis {
    RedisTopology.Kind[] value() default RedisTopology.Kind.STANDALONE;

    /** Of all nodes; empty: none. */
    String password() default "";

    /** How many stand behind the proxy of a {@link RedisTopology.Kind#PROXIED}. */
    int nodes() default 2;

    /** Further lines as in redis.conf for every node. */
    String[] config() default {};
}
