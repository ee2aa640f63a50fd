package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Methods that return a Mono, a Flux or a Publisher of the application's own Reactor, in two programs with one Redis. */
class PublishersIT {
    /** The oldest Reactor that we know. */
    @Nested
    class WithReactor34 extends Promises {
        WithReactor34() {
            super(Path.of("target/host-libs/reactor-core-3.4.25.jar").toAbsolutePath());
        }
    }

    @Nested
    class WithALaterReactor extends Promises {
        WithALaterReactor() {
            super(ForkedJvm.placeOf(Mono.class));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Promises {
        private final Path reactor;
        private RedisServer redis;
        private RunningJvm one;
        private RunningJvm two;

        Promises(Path reactor) {
            this.reactor = reactor;
        }

        @BeforeAll
        void start() {
            redis = RedisServer.start();
            one = program();
            two = program();
            Stream.of(one, two).forEach(RunningJvm::awaitRedis);
        }

        @AfterAll
        void end() {
            one.close();
            two.close();
            redis.close();
        }

        private RunningJvm program() {
            return ForkedJvm.of("scenario.Publishers")
                    .classPath(List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, reactor, ForkedJvm.placeOf(Publisher.class)))
                    .environment("REDIS_URL", redis.uri())
                    .property("tiercel.redis.deadline", "2s")
                    .property("tiercel.defaults.budget", "30s")
                    .start();
        }

        private void awaitKey(String key) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(redis.get(key)).hasSizeGreaterThan(20)); // More than a lease.
        }

        private static int loads(String answer) {
            return Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1));
        }

        @Test
        void mono_isLoadedOnceForBothAndHitsStayOnTheirThread() {
            String first = one.ask("mono 101");
            assertThat(first).startsWith("row101 on ");
            assertThat(one.ask("mono 101")).isEqualTo("row101 on main after " + loads(first));

            awaitKey("tiercel:products:101");
            int before = loads(two.ask("assemble 101"));
            String there = two.ask("mono 101");
            // On the subscriber's thread if Redis was quicker than the subscription, else on one of ours; never on
            // Redis' own.
            assertThat(there).matches("row101 on (main|tiercel-load-\\d+) after " + before);
            assertThat(two.ask("mono 101")).isEqualTo("row101 on main after " + loads(there));
        }

        @Test
        void emptyMonoFluxAndPublisher_areKept() {
            for (String what : List.of("empty 111", "flux 112", "publisher 113")) {
                String first = one.ask(what);
                assertThat(one.ask(what)).isEqualTo(first);
            }
            assertThat(one.ask("flux 112")).startsWith("[Product[id=112, name=row112], Product[id=113, name=row113]]");
        }

        @Test
        void nothing_isLoadedBeforeTheSubscription() {
            int before = loads(one.ask("assemble 121"));
            assertThat(loads(one.ask("mono 121"))).isEqualTo(before + 1);
        }

        @Test
        void subscribersAtOnce_loadOnce() {
            int before = loads(one.ask("assemble 131"));
            assertThat(one.ask("at-once 131")).isEqualTo("[Product[id=131, name=row131]] after " + (before + 1));
        }

        @Test
        void eventLoop_isServed() {
            assertThat(one.ask("loop 141")).startsWith("true after ");
        }

        @Test
        void changes_areSeenAtOnce() {
            int loads = loads(one.ask("mono 151"));
            assertThat(one.ask("rename 151")).startsWith("Product[id=151, name=renamed]");
            assertThat(one.ask("mono 151")).isEqualTo("renamed on main after " + loads);
            awaitKey("tiercel:products:151");

            assertThat(one.ask("drop 151")).startsWith("dropped");
            assertThat(redis.get("tiercel:products:151")).isNull();
            assertThat(one.ask("mono 151")).startsWith("row151 on ").endsWith(" after " + (loads + 1));
        }
    }
}
