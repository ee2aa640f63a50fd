package dev.tiercel.benchmarks.peers.redisson;

import dev.tiercel.benchmarks.peers.Item;
import java.util.function.Supplier;
import org.redisson.api.RMap;

/** One kind of map. */
interface Maps {
    <K> RMap<K, Item> open(String name, Class<K> keys);

    /** What is there, else what is loaded: once for all who miss it, by Redisson's own lock. */
    <K> Item get(RMap<K, Item> map, K key, Supplier<Item> load);
}
