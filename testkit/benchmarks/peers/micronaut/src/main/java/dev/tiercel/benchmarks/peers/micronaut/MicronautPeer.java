package dev.tiercel.benchmarks.peers.micronaut;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Peer;
import dev.tiercel.benchmarks.peers.Setting;
import dev.tiercel.benchmarks.peers.Source;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** Micronaut Cache, in an application context. */
public final class MicronautPeer implements Peer {
    private final ApplicationContext context;
    private final MicronautItems items;

    public MicronautPeer(Source source, Setting setting) {
        context = ApplicationContext.builder()
                .properties(setting.remote() ? redis(setting) : caffeine(setting))
                .singletons(source)
                .start();
        items = context.getBean(MicronautItems.class);
    }

    private static Map<String, Object> caffeine(Setting setting) {
        Map<String, Object> properties = new HashMap<>(Map.of("redis.enabled", false));
        for (String cache : MicronautItems.CACHES) {
            properties.put("micronaut.caches." + cache + ".expire-after-write", Setting.TTL);
            properties.put("micronaut.caches." + cache + ".maximum-size", setting.maxEntries());
        }
        return properties;
    }

    private static Map<String, Object> redis(Setting setting) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "redis.host", setting.host(),
                "redis.port", setting.port(),
                "redis.timeout", setting.timeout()));
        for (String cache : MicronautItems.CACHES) {
            properties.put("redis.caches." + cache + ".expire-after-write", Setting.TTL);
            properties.put("redis.caches." + cache + ".value-serializer", "io.micronaut.json.JsonObjectSerializer");
        }
        return properties;
    }

    @Override
    public Item find(long id) {
        return items.find(id);
    }

    @Override
    public Item findIn(long id, String shop) {
        return items.findIn(id, shop);
    }

    @Override
    public void close() {
        context.close();
    }
}
