package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;

import dev.tiercel.l2.GuardedL2;
import dev.tiercel.testkit.RedisTopology;
import java.util.List;
import java.util.stream.IntStream;

/** Two instances of an application over one topology, both with all of its servers. */
record Pair(GuardedL2 one, GuardedL2 other) {
    private static final int PROBES = 40;

    /** A busy machine is no reason to give the servers up, so the deadline is far. */
    static Pair ready(Instances instances, RedisTopology redis, String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = "redis.deadline=30s";
        System.arraycopy(settings, 0, all, 1, settings.length);
        Pair pair = new Pair(
                instances.ready(Configs.byUrl(redis.uri(), all)), instances.ready(Configs.byUrl(redis.uri(), all)));
        Instances.soon().until(pair::isAgreed);
        return pair;
    }

    /** Instances that know different servers disagree about where half of the keys are. */
    private boolean isAgreed() {
        List<String> keys =
                IntStream.range(0, PROBES).mapToObj(i -> "tiercel:probe:" + i).toList();
        keys.forEach(key -> put(one, key, (byte) 1));
        boolean seen = keys.stream().allMatch(key -> at(one, key) != null && at(other, key) != null);
        one.drop(keys);
        return seen;
    }
}
