package dev.tiercel.benchmarks.peers.redisson;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Setting;
import java.util.function.Supplier;
import org.redisson.api.RMap;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.codec.TypedJsonJacksonCodec;

/** Maps in Redis whose entries have a TTL each, without a near cache. */
final class ExpiringMaps implements Maps {
    private final RedissonClient client;

    ExpiringMaps(RedissonClient client) {
        this.client = client;
    }

    @Override
    public <K> RMap<K, Item> open(String name, Class<K> keys) {
        return client.<K, Item>getMapCache(name, new TypedJsonJacksonCodec(keys, Item.class));
    }

    @Override
    public <K> Item get(RMap<K, Item> map, K key, Supplier<Item> load) {
        return ((RMapCache<K, Item>) map).computeIfAbsent(key, Setting.TTL, missing -> load.get());
    }
}
