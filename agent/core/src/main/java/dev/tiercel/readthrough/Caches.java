package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueCodec;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.Ticker;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All caches of this process, and the way from a method's description to the handles that are woven into it. */
public final class Caches {
    private final TiercelConfig config;
    private final L1Factory l1s;
    private final L2 l2;
    private final Ticker ticker;
    private final EventLog log;
    private final EventLog codecLog;
    private final Map<String, Cache> byName = new ConcurrentHashMap<>();

    public Caches(TiercelConfig config, L1Factory l1s, L2 l2, Ticker ticker, EventLog log) {
        this.config = config;
        this.l1s = l1s;
        this.l2 = l2;
        this.ticker = ticker;
        this.log = log;
        // Without a shared tier nobody misses what cannot be shared; the bytes are made for their number alone.
        codecLog = config.redis().enabled() ? log : EventLog.to(line -> {});
    }

    /**
     * The handles for a method that reads.
     *
     * @param application the loader of the class that has the method
     * @param bypass takes the method out of the cache, when it failed too often
     */
    public ReadHandles reading(MethodSpec spec, ClassLoader application, Runnable bypass, Supplier<MethodHandle> body) {
        Read read = spec.read();
        if (read == null || !overrides(read.cache()).isOn()) {
            return ReadHandles.BYPASS;
        }
        ReadThrough method = method(spec, read.cache(), read.said(), application, bypass);
        return ReadHandles.of(method, KeyRecipe.of(read.key(), spec.passed()));
    }

    /**
     * The handles for a method that changes data. It is never taken out of the cache: what it does not drop would be
     * served for too long.
     */
    public WriteHandles writing(MethodSpec spec, ClassLoader application) {
        Runnable never = () -> {};
        List<InvalidateThrough.Step> steps = new ArrayList<>();
        for (Write write : spec.writes()) {
            if (overrides(write.cache()).isOn()) {
                ReadThrough replaced = write instanceof Write.Put put
                        ? method(spec, put.cache(), put.said(), application, never)
                        : null;
                steps.add(new InvalidateThrough.Step(write, cache(write.cache()), replaced));
            }
        }
        InvalidateThrough path = new InvalidateThrough(steps, new Mishaps(spec.name(), log, never));
        return WriteHandles.of(path, KeyRecipe.of(key(spec), spec.passed()));
    }

    private static List<KeyPart> key(MethodSpec spec) {
        for (Write write : spec.writes()) {
            if (write instanceof Write.Put put) {
                return put.key();
            }
            if (write instanceof Write.Drop drop) {
                return drop.key();
            }
        }
        return List.of();
    }

    /** A row for each method that was called: name, cache, READ or WRITE, how values are handed out, ttl. */
    public Object[][] methods() {
        return new Object[0][];
    }

    private ReadThrough method(
            MethodSpec spec, String cacheName, CacheOverrides said, ClassLoader application, Runnable bypass) {
        Cache cache = cache(cacheName);
        CacheConfig behaviour = overrides(cacheName).over(said).over(config.defaults());
        Region region = cache.region(
                new Cache.Shape(spec.result().value(), spec.result().erased()),
                application,
                () -> new Region(l1s.create(behaviour.maxEntries(), behaviour.ttl())));
        region.l1().keepFor(behaviour.ttl());
        return new ReadThrough(
                spec.name(),
                cache,
                region,
                ticker,
                behaviour,
                new ValueCodec(
                        spec.result().value(),
                        application,
                        behaviour.codec(),
                        behaviour.compressAbove(),
                        codecLog,
                        spec.name()),
                l2,
                new Mishaps(spec.name(), log, bypass));
    }

    private Cache cache(String name) {
        return byName.computeIfAbsent(name, key -> new Cache(key, config.prefix() + ":" + escaped(key) + ":", l2));
    }

    /** A colon ends the name: the cache {@code a:b} with the key {@code c} is not {@code a} with the key {@code b:c}. */
    private static String escaped(String name) {
        return name.replace("%", "%25").replace(":", "%3A");
    }

    private CacheOverrides overrides(String cache) {
        return config.overridesOf(cache);
    }
}
