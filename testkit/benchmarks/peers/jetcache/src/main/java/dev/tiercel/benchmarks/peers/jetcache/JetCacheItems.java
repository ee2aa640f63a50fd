package dev.tiercel.benchmarks.peers.jetcache;

import com.alicp.jetcache.anno.CachePenetrationProtect;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Setting;
import dev.tiercel.benchmarks.peers.Source;

/** A bean whose methods are cached. The bound of the tier in process is that of {@link JetCaching}. */
public class JetCacheItems {
    private final Source source;

    public JetCacheItems(Source source) {
        this.source = source;
    }

    @Cached(name = "items:", cacheType = CacheType.BOTH, expire = Setting.TTL_SECONDS)
    @CachePenetrationProtect
    public Item find(long id) {
        return source.load(id);
    }

    @Cached(name = "items-in:", cacheType = CacheType.BOTH, expire = Setting.TTL_SECONDS)
    @CachePenetrationProtect
    public Item findIn(long id, String shop) {
        return source.load(id);
    }
}
