package dev.tiercel.benchmarks.peers.redisson;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Peer;
import dev.tiercel.benchmarks.peers.Setting;
import dev.tiercel.benchmarks.peers.Source;
import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's maps, {@link NearMaps} or {@link ExpiringMaps}: its community edition has none that is both. */
public final class RedissonPeer implements Peer {
    private final RedissonClient client;
    private final Maps maps;
    private final RMap<Long, Item> byId;
    private final RMap<Place, Item> byPlace;
    private final Source source;

    public RedissonPeer(Source source, Setting setting) {
        this.source = source;
        Config config = new Config();
        config.useSingleServer()
                .setAddress("redis://" + setting.host() + ":" + setting.port())
                .setTimeout((int) setting.timeout().toMillis());
        client = Redisson.create(config);
        maps = setting.remote() ? new ExpiringMaps(client) : new NearMaps(client, setting);
        byId = maps.open("items", Long.class);
        byPlace = maps.open("items-in", Place.class);
    }

    @Override
    public Item find(long id) {
        return maps.get(byId, id, () -> source.load(id));
    }

    @Override
    public Item findIn(long id, String shop) {
        return maps.get(byPlace, new Place(id, shop), () -> source.load(id));
    }

    @Override
    public void close() {
        client.shutdown();
    }

    /** A key of two parts; public for Jackson. */
    public record Place(long id, String shop) {}
}
