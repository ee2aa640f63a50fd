package dev.tiercel.sample;

import static dev.tiercel.sample.SampleProcess.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Live events of two instances, through a Redis that dies and comes back. */
class EventsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whatHappensOnOneInstanceIsToldOnTheOther_andOnItsOwnWhileRedisIsAway() {
        try (var redis = RedisServer.start();
                var instances = Pair.start(redis.uri())) {
            instances.explained(() -> {
                try (var ann = instances.join(0, "ann");
                        var amy = instances.join(0, "amy");
                        var bob = instances.join(1, "bob")) {
                    awaitPresence(List.of(ann, amy, bob), 3);
                    bob.awaitScope("all");
                    ann.say("hello");
                    bob.awaitText("hello");
                    bob.say("well met");
                    ann.awaitText("well met");
                    instances.client(0).create("Seen on both", "1.00");
                    bob.await("changed");

                    redis.kill();
                    List.of(ann, bob).forEach(client -> client.awaitScope("local"));
                    ann.say("among us");
                    amy.awaitText("among us");
                    assertThat(instances
                                    .client(0)
                                    .get("/api/users/search?q=anna")
                                    .status())
                            .isEqualTo(200);

                    redis.restart();
                    List.of(ann, bob).forEach(client -> client.awaitScope("all"));
                    ann.say("back");
                    List.of(amy, bob).forEach(client -> client.awaitText("back"));
                    assertThat(bob.texts()).containsExactly("hello", "well met", "back");
                    assertThat(amy.texts()).containsExactly("hello", "well met", "among us", "back");
                    assertThat(bob.heard("changed")).hasSize(1);
                }
            });
        }
    }

    @Test
    void overIndependentServersBehindAProxyEachEventComesOnce_alsoWhenOneOfThemDies() {
        try (var redis = ProxiedRedis.start();
                var instances = Pair.start(redis.uri())) {
            instances.explained(() -> {
                try (var ann = instances.join(0, "ann");
                        var bob = instances.join(1, "bob")) {
                    redis.nodes().forEach(EventsIT::awaitBoth);
                    awaitPresence(List.of(ann, bob), 2);
                    talk(ann, bob, "both");

                    redis.nodes().get(0).kill();
                    talk(ann, bob, "one");

                    redis.nodes().get(0).restart();
                    awaitBoth(redis.nodes().get(0));
                    talk(ann, bob, "again");

                    redis.nodes().get(1).kill();
                    talk(ann, bob, "other");
                    var expected = Stream.of("both", "one", "again", "other")
                            .flatMap(EventsIT::lines)
                            .toList();
                    assertThat(bob.texts()).containsExactlyElementsOf(expected);
                    assertThat(ann.texts()).containsExactlyElementsOf(expected);
                    assertThat(bob.heard("scope").stream()
                                    .map(told -> told.get("scope").getStringValue()))
                            .doesNotContain("local");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLICATED", "CLUSTER"})
    void withSentinelsAndInACluster_eachEventComesOnce(RedisTopology.Kind kind) {
        try (var redis = RedisTopology.start(kind, RedisTopology.Options.DEFAULT);
                var instances = Pair.start(redis.uri())) {
            instances.explained(() -> {
                try (var ann = instances.join(0, "ann");
                        var bob = instances.join(1, "bob")) {
                    awaitPresence(List.of(ann, bob), 2);
                    talk(ann, bob, "here");
                    var expected = lines("here").toList();
                    assertThat(bob.texts()).containsExactlyElementsOf(expected);
                    assertThat(ann.texts()).containsExactlyElementsOf(expected);
                    assertThat(redis.nodes().stream()
                                    .mapToLong(EventsIT::subscribers)
                                    .sum())
                            .as("one connection of each instance")
                            .isEqualTo(2);
                }
            });
        }
    }

    /** So many, and the answer to them, that a second copy of one would be there before the last. */
    private static void talk(EventClient one, EventClient other, String subject) {
        lines(subject).forEach(line -> {
            (line.endsWith("!") ? other : one).say(line);
            List.of(one, other).forEach(client -> client.awaitText(line));
        });
    }

    private static Stream<String> lines(String subject) {
        return IntStream.range(0, 5)
                .boxed()
                .flatMap(number -> Stream.of(subject + number + "?", subject + number + "!"));
    }

    private static void awaitPresence(List<EventClient> clients, int count) {
        clients.forEach(client -> client.await(
                "presence",
                presence -> presence.get("count").getIntValue() == count
                        && presence.get("perInstance").size() == 2));
    }

    private static void awaitBoth(RedisServer node) {
        await("both instances on a server").atMost(SOON).until(() -> subscribers(node) == 2);
    }

    private static long subscribers(RedisServer node) {
        var told = (List<?>) node.command("PUBSUB", "NUMSUB", "sample:events");
        return (Long) told.get(1);
    }

    /** Two instances, each with a database of its own. */
    private record Pair(List<SampleProcess> apps, List<URI> bases) implements AutoCloseable {

        static Pair start(String redisUri) {
            var ports = List.of(RedisServer.freePort(), RedisServer.freePort());
            var started = ports.stream()
                    .map(port -> CompletableFuture.supplyAsync(
                            () -> SampleProcess.start(port, Map.of("REDIS_URL", redisUri))))
                    .toList();
            try {
                return new Pair(
                        started.stream().map(CompletableFuture::join).toList(),
                        ports.stream()
                                .map(port -> URI.create("http://localhost:" + port))
                                .toList());
            } catch (RuntimeException e) {
                started.forEach(app -> app.thenAccept(SampleProcess::close)
                        .exceptionally(failure -> null)
                        .join());
                throw e;
            }
        }

        EventClient join(int which, String name) {
            return EventClient.join(bases.get(which), "it", name);
        }

        Client client(int which) {
            return apps.get(which).client();
        }

        void explained(Runnable steps) {
            tell(apps.get(0), () -> tell(apps.get(1), steps));
        }

        @Override
        public void close() {
            apps.forEach(SampleProcess::close);
        }
    }
}
