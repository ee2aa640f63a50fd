package dev.tiercel.benchmarks.peers.redisson;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Setting;
import java.util.function.Supplier;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.codec.TypedJsonJacksonCodec;

/** Maps with a near cache. The TTL is that of the near cache; in Redis their entries have none. */
final class NearMaps implements Maps {
    private final RedissonClient client;
    private final Setting setting;

    NearMaps(RedissonClient client, Setting setting) {
        this.client = client;
        this.setting = setting;
    }

    @Override
    public <K> RMap<K, Item> open(String name, Class<K> keys) {
        return client.getLocalCachedMap(LocalCachedMapOptions.<K, Item>name(name)
                .codec(new TypedJsonJacksonCodec(keys, Item.class))
                .evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU)
                .cacheSize((int) setting.maxEntries())
                .timeToLive(Setting.TTL));
    }

    @Override
    public <K> Item get(RMap<K, Item> map, K key, Supplier<Item> load) {
        return map.computeIfAbsent(key, missing -> load.get());
    }
}
