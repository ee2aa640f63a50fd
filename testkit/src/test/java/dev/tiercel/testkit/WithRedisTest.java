package dev.tiercel.testkit;

import static dev.tiercel.testkit.RedisTopology.Kind.CLUSTER;
import static dev.tiercel.testkit.RedisTopology.Kind.PROXIED;
import static dev.tiercel.testkit.RedisTopology.Kind.STANDALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the classes at its end, of which the build knows nothing. */
class WithRedisTest {
    /** What the tests of a run were given. */
    private static final List<RedisTopology> GIVEN = Collections.synchronizedList(new ArrayList<>());

    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final Set<Integer> AT_ONCE = new ConcurrentSkipListSet<>();

    @BeforeEach
    void forget() {
        GIVEN.clear();
        AT_ONCE.clear();
    }

    @Test
    void onAClass_itStartsOnce_isHealedAndEmptyForEachTest_andEndsWithTheClass() {
        assertThat(failures(OnAClass.class, Map.of())).isEmpty();
        assertThat(GIVEN).hasSize(7);
        assertThat(Set.copyOf(GIVEN)).singleElement().matches(WithRedisTest::hasEnded);
    }

    @Test
    void testsInParallel_takeTurns() {
        Map<String, String> parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        assertThat(failures(OnAClass.class, parallel)).isEmpty();
        assertThat(AT_ONCE).containsExactly(1);
        assertThat(GIVEN).hasSize(7);
        assertThat(Set.copyOf(GIVEN)).hasSize(1);
    }

    @Test
    void onAMethod_itStartsForThatTest() {
        assertThat(failures(OnMethods.class, Map.of())).isEmpty();
        assertThat(GIVEN)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(WithRedisTest::hasEnded)
                .extracting(RedisTopology::kind)
                .containsExactlyInAnyOrder(STANDALONE, STANDALONE, PROXIED);
    }

    @Test
    void withSeveralKinds_aTemplateRunsOnceWithEach() {
        assertThat(failures(SeveralKinds.class, Map.of())).isEmpty();
        assertThat(GIVEN)
                .extracting(RedisTopology::kind)
                .containsExactlyInAnyOrder(STANDALONE, PROXIED, STANDALONE, PROXIED);
        assertThat(Set.copyOf(GIVEN)).hasSize(2).allMatch(WithRedisTest::hasEnded);
    }

    @Test
    void anotherTypeThanThatOfTheKind_isExplained() {
        assertThat(failures(WrongType.class, Map.of()))
                .singleElement()
                .asString()
                .contains("the parameter is a ClusteredRedis, @WithRedis says STANDALONE, which is a StandaloneRedis");
    }

    @Test
    void aPlainTestWithSeveralKinds_isToldOfTheTemplate() {
        assertThat(failures(NoTemplate.class, Map.of()))
                .singleElement()
                .asString()
                .contains("@WithRedis has 2 kinds: make the test a @TestTemplate");
    }

    @Test
    void oneThatCannotBeHealed_failsItsTest_andTheNextGetsANewOne() {
        assertThat(failures(BeyondHealing.class, Map.of())).hasSize(2).allMatch(failure -> failure.contains("closed"));
        assertThat(GIVEN).hasSize(2).doesNotHaveDuplicates();
    }

    private static List<String> failures(Class<?> tests, Map<String, String> configuration) {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .configurationParameters(configuration)
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failure -> failures.add(failure.toString()));
                            }
                        });
        return failures;
    }

    private static boolean hasEnded(RedisTopology redis) {
        return redis.nodes().stream()
                .allMatch(node -> ProcessHandle.of(node.pid()).isEmpty());
    }

    /** Finds it well and empty, and leaves it broken and full. */
    private static void use(RedisTopology redis) {
        AT_ONCE.add(RUNNING.incrementAndGet());
        GIVEN.add(redis);
        RedisServer node = redis.nodes().get(0);
        assertThat(node.command("DBSIZE")).isEqualTo(0L);
        node.command("SET", "k", "v");
        node.restartWithData();
        node.fillMemory();
        node.hang();
        RUNNING.decrementAndGet();
    }

    @WithRedis
    static class OnAClass {
        @BeforeAll
        static void before(StandaloneRedis redis) {
            GIVEN.add(redis);
        }

        @Test
        void one(StandaloneRedis redis) {
            use(redis);
        }

        @Test
        void two(RedisTopology redis) {
            use(redis);
        }

        @RepeatedTest(2)
        void repeated(RedisTopology redis) {
            use(redis);
        }

        @Nested
        class Inner {
            @BeforeEach
            void before(StandaloneRedis redis) {
                assertThat(redis.server().command("DBSIZE")).isEqualTo(0L);
            }

            @Test
            void three(StandaloneRedis redis) {
                use(redis);
            }

            @TestTemplate
            void four(StandaloneRedis redis) {
                use(redis);
            }
        }
    }

    static class OnMethods {
        @Test
        @WithRedis
        void one(RedisTopology redis) {
            use(redis);
        }

        @Test
        @WithRedis(config = "databases 3")
        void two(RedisTopology redis) {
            assertThat(redis.nodes().get(0).setting("databases")).isEqualTo("3");
            use(redis);
        }

        @Test
        @WithRedis(value = PROXIED, nodes = 3, password = "s3cret")
        void three(ProxiedRedis redis) {
            assertThat(redis.nodes()).hasSize(3);
            assertThat(redis.uri()).startsWith("redis://:s3cret@");
            use(redis);
        }
    }

    @WithRedis({STANDALONE, PROXIED})
    static class SeveralKinds {
        @TestTemplate
        void one(RedisTopology redis) {
            use(redis);
        }

        @TestTemplate
        void two(RedisTopology redis) {
            use(redis);
        }
    }

    @WithRedis
    static class WrongType {
        @Test
        void wrong(ClusteredRedis redis) {
            use(redis);
        }
    }

    @WithRedis({STANDALONE, CLUSTER})
    static class NoTemplate {
        @Test
        void plain() {}
    }

    @WithRedis
    static class BeyondHealing {
        @Test
        void one(RedisTopology redis) {
            GIVEN.add(redis);
            redis.close();
        }

        @Test
        void two(RedisTopology redis) {
            GIVEN.add(redis);
            redis.close();
        }
    }
}
