package dev.tiercel.benchmarks.peers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What a careful hand writes: Caffeine with a TTL and a bound, behind it {@link HandWrittenL2}. The hit is the cheapest
 * call that Caffeine has; a miss holds its key, so that the threads of this process load it once.
 */
public class HandWritten implements Peer {
    private final Source source;
    private final Cache<Long, Item> byId;
    private final Cache<Place, Item> byPlace;
    private final @Nullable HandWrittenL2 l2;

    public HandWritten(Source source, Setting setting) {
        this(source, setting, Ticker.systemTicker());
    }

    HandWritten(Source source, Setting setting, Ticker ticker) {
        this.source = source;
        byId = cache(setting, ticker);
        byPlace = cache(setting, ticker);
        l2 = setting.redis() ? new HandWrittenL2(setting) : null;
    }

    private static <K> Cache<K, Item> cache(Setting setting, Ticker ticker) {
        return Caffeine.newBuilder()
                .expireAfterWrite(Setting.TTL)
                .maximumSize(setting.maxEntries())
                .initialCapacity(
                        10_000) // Else a small cache has few bins, and loads of different keys wait for each other.
                .ticker(ticker)
                .build();
    }

    @Override
    public final Item find(long id) {
        Item known = byId.getIfPresent(id);
        return known != null ? known : byId.get(id, key -> read(key.toString(), id));
    }

    @Override
    public final Item findIn(long id, String shop) {
        Place place = new Place(id, shop);
        Item known = byPlace.getIfPresent(place);
        return known != null ? known : byPlace.get(place, key -> read(id + ":" + shop, id));
    }

    private Item read(String key, long id) {
        if (l2 == null) {
            return source.load(id);
        }
        Item stored = l2.get(key);
        if (stored != null) {
            return stored;
        }
        Item loaded = source.load(id);
        l2.put(key, loaded);
        return loaded;
    }

    @Override
    public final void close() {
        if (l2 != null) {
            l2.close();
        }
    }

    private record Place(long id, String shop) {}
}
