package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServerException;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestTemplate;

/** Methods that answer many keys at once, in two programs that share one Redis. */
@WithRedis({Kind.STANDALONE, Kind.CLUSTER})
class BatchIT {
    private static final long FIRST = 100;
    private static final long MANY = 100;
    private static final int LEASE_BYTES = 27;
    private static final Pattern CALLS = Pattern.compile("cmdstat_mget:calls=(\\d+)");

    private static ForkedJvm program(RedisTopology redis) {
        return ForkedJvm.of("scenario.Batches")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "2s");
    }

    private static void awaitReady(RunningJvm one) {
        one.ask("one 999"); // Redis is looked for when it is needed.
        one.awaitRedis();
    }

    @TestTemplate
    void manyKeys_areFoundInEveryTierAndLoadedOnce(RedisTopology redis) {
        try (RunningJvm one = program(redis).start();
                RunningJvm two = program(redis).start()) {
            awaitReady(one);
            awaitReady(two);
            everyForm(one);
            sharing(redis, one, two);
            one.awaitEnd().well();
            two.awaitEnd().well();
        }
    }

    private static void everyForm(RunningJvm one) {
        assertThat(one.ask("list 3,1,3")).isEqualTo("LOADER [[3, 1]] [p3, p1, p3]");
        assertThat(one.ask("list 1,3")).isEqualTo("L1 [] [p1, p3]");
        assertThat(one.ask("one 3")).isEqualTo("L1 [] p3");
        assertThat(one.ask("optional 1")).isEqualTo("L1 [] p1");
        assertThat(one.ask("one 4")).isEqualTo("LOADER [4] p4");
        assertThat(one.ask("set 5,4,-1")).isEqualTo("LOADER [[5, -1]] [p5, p4]");
        assertThat(one.ask("array 6,5,6,7")).isEqualTo("LOADER [2] [p6, p5, p6, p7]");
        assertThat(one.ask("generic 8,7")).isEqualTo("LOADER [[8]] [p8, p7]");
        assertThat(one.ask("map 2,-1,1")).isEqualTo("LOADER [[2, -1, 1]] [2, 1] [p2, p1]");
        assertThat(one.ask("map 1,-1,2")).isEqualTo("LOADER [[-1]] [1, 2] [p1, p2]");
        assertThat(one.ask("negative -1,1")).isEqualTo("LOADER [[-1, 1]] [p1]");
        assertThat(one.ask("negative 1,-1")).isEqualTo("L1 [] [p1]");
        assertThat(one.ask("throw 1,10,11")).isEqualTo("no database for [10, 11]");
        assertThat(one.ask("list 1,10")).isEqualTo("LOADER [[10]] [p1, p10]");

        assertThat(one.ask("rename 3 changed")).isEqualTo("ok");
        assertThat(one.ask("drop 3")).isEqualTo("ok");
        assertThat(one.ask("list 1,3,4")).isEqualTo("LOADER [[3]] [p1, changed, p4]");
    }

    private static void sharing(RedisTopology redis, RunningJvm one, RunningJvm two) {
        String ids = joined("", ",");
        String names = "[" + joined("p", ", ") + "]";
        assertThat(one.ask("list " + ids)).startsWith("LOADER [[").endsWith("]] " + names);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stored(redis)).isEqualTo(MANY));

        long asked = asked(redis);
        assertThat(two.ask("list " + ids)).isEqualTo("L2 [] " + names);
        assertThat(asked(redis) - asked).isBetween(1L, redis.kind() == Kind.CLUSTER ? MANY : 1L);
        assertThat(two.ask("list " + ids)).isEqualTo("L1 [] " + names);
        assertThat(two.ask("one 100")).isEqualTo("L1 [] p100");
    }

    private static String joined(String before, String between) {
        return LongStream.range(FIRST, FIRST + MANY).mapToObj(id -> before + id).collect(Collectors.joining(between));
    }

    /** How many of the entries are there: an entry is longer than a lease. */
    private static long stored(RedisTopology redis) {
        return LongStream.range(FIRST, FIRST + MANY)
                .mapToObj(id -> "tiercel:products:" + id)
                .filter(key -> redis.nodes().stream().anyMatch(node -> length(node, key) > LEASE_BYTES))
                .count();
    }

    private static long length(RedisServer node, String key) {
        try {
            return node.command("STRLEN", key) instanceof Long length ? length : 0;
        } catch (RedisServerException elsewhere) {
            return 0; // A cluster's node answers for its own slots only.
        }
    }

    /** How often the servers were asked for many keys. */
    private static long asked(RedisTopology redis) {
        return redis.nodes().stream()
                .map(node -> String.valueOf(node.command("INFO", "commandstats")))
                .map(CALLS::matcher)
                .filter(Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .sum();
    }
}
