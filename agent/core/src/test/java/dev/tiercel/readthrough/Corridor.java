package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.L1Config;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.entry.Ticker;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The caches of one process over a shared tier, with clocks that a test sets, and woven methods to call. */
final class Corridor {
    static final Duration TTL = Duration.ofSeconds(100);
    static final CacheConfig CONFIG = new CacheConfig(TTL, 0, 1_000, Duration.ofSeconds(30));
    static final ValueType STRING = ValueType.of("java.lang.String");
    static final ValueType LONG = ValueType.of("java.lang.Long");
    private static final ClassLoader APPLICATION = Corridor.class.getClassLoader();
    private static final List<KeyPart> ONE_KEY = List.of(KeyPart.of(Kind.DYNAMIC));

    final List<String> lines = new CopyOnWriteArrayList<>();
    final AtomicInteger bypassed = new AtomicInteger();
    private final Caches caches;

    Corridor(CacheConfig defaults, Map<String, CacheOverrides> overrides, L2 l2, Ticker ticker) {
        TiercelConfig config =
                new TiercelConfig(true, false, "app", RedisConfig.DEFAULT, L1Config.DEFAULT, defaults, overrides);
        L1Factory l1s = new L1Factory(ticker, Runnable::run, L1Config.DEFAULT.maxBytes());
        caches = new Caches(config, l1s, l2, ticker, EventLog.to(lines::add));
    }

    /** One that waits long for a flight: a test that waits is a test that fails. */
    static Corridor over(L2 l2, ManualTicker ticker) {
        return new Corridor(CONFIG, Map.of(), l2, ticker);
    }

    /** As {@link #over}, and nobody waits for another's load for long. */
    static Corridor impatient(L2 l2, ManualTicker ticker) {
        return new Corridor(new CacheConfig(TTL, 0, 1_000, Duration.ofMillis(2)), Map.of(), l2, ticker);
    }

    WovenRead read(String cache) {
        return read(cache, STRING, ONE_KEY);
    }

    WovenRead read(String cache, ValueType type) {
        return read(cache, type, ONE_KEY);
    }

    WovenRead read(String cache, ValueType type, List<KeyPart> keyParts) {
        return read(new Read(cache, null), type, keyParts, APPLICATION);
    }

    WovenRead read(Read read, ValueType type, List<KeyPart> keyParts, ClassLoader application) {
        MethodSpec spec = new MethodSpec("Shop.find", keyParts, type, type.className(), read, List.of());
        return new WovenRead(caches.reading(spec, application, bypassed::incrementAndGet));
    }

    WovenWrite write(Write... writes) {
        return write(STRING, ONE_KEY, writes);
    }

    WovenWrite write(ValueType type, List<KeyPart> keyParts, Write... writes) {
        MethodSpec spec = new MethodSpec("Shop.save", keyParts, type, type.className(), null, List.of(writes));
        return new WovenWrite(caches.writing(spec, APPLICATION));
    }
}
