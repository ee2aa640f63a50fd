package dev.tiercel.readthrough;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.L1Config;
import dev.tiercel.config.MetricsConfig;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.entry.Ticker;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.transaction.Transactions;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The caches of one process over a shared tier, with clocks that a test sets, and woven methods to call. */
final class Corridor {
    static final Duration TTL = Duration.ofSeconds(100);
    static final CacheConfig CONFIG = new Behaviour().config();
    static final CacheOverrides OFF =
            new CacheOverrides(false, null, null, null, null, null, null, null, null, null, null, null, null);
    static final ValueType STRING = ValueType.of("java.lang.String");
    static final ValueType LONG = ValueType.of("java.lang.Long");
    static final ClassLoader APPLICATION = Corridor.class.getClassLoader();
    static final List<KeyPart> ONE_KEY = List.of(KeyPart.of(Kind.DYNAMIC, 0));

    /** A consequence of a change, by its key. */
    interface Consequence extends Function<List<KeyPart>, Write> {}

    final List<String> lines = new CopyOnWriteArrayList<>();
    final AtomicInteger bypassed = new AtomicInteger();
    final Loads loads = new Loads();
    final Transactions transactions = new Transactions(EventLog.to(lines::add));
    private final Caches caches;

    Corridor(CacheConfig defaults, Map<String, CacheOverrides> overrides, L2 l2, Ticker ticker) {
        this(defaults, overrides, l2, ticker, null);
    }

    private Corridor(
            CacheConfig defaults,
            Map<String, CacheOverrides> overrides,
            L2 l2,
            Ticker ticker,
            @Nullable Backplane backplane) {
        TiercelConfig config = new TiercelConfig(
                true,
                false,
                false,
                List.of(),
                "app",
                Set.of(),
                RedisConfig.DEFAULT,
                L1Config.DEFAULT,
                MetricsConfig.DEFAULT,
                defaults,
                overrides,
                List.of());
        L1Factory l1s = new L1Factory(ticker, Runnable::run, L1Config.DEFAULT.maxBytes());
        caches = new Caches(config, l1s, l2, backplane, loads, ticker, transactions, EventLog.to(lines::add));
    }

    /** One that waits long for a flight: a test that waits is a test that fails. */
    static Corridor over(L2 l2, Ticker ticker) {
        return new Corridor(CONFIG, Map.of(), l2, ticker);
    }

    /** One of several instances: {@link Caches} hears of what others drop as the test tells it. */
    static Corridor hearing(L2 l2, Ticker ticker) {
        return new Corridor(
                CONFIG, Map.of(), l2, ticker, new Backplane(Duration.ofSeconds(1), EventLog.to(line -> {})));
    }

    /** As {@link #over}, and nobody waits for another's load for long. */
    static Corridor impatient(L2 l2, ManualTicker ticker) {
        return over(l2, ticker, new Behaviour().budget(Duration.ofMillis(2)));
    }

    static Corridor over(L2 l2, Ticker ticker, Behaviour behaviour) {
        return new Corridor(behaviour.config(), Map.of(), l2, ticker);
    }

    static List<KeyPart> keys(int count, Kind kind) {
        List<KeyPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(KeyPart.of(kind, i));
        }
        return parts;
    }

    static Result result(ValueType type) {
        return new Result(Wrapper.NONE, false, type, type.className(), true);
    }

    static Read reading(String cache, List<KeyPart> key) {
        return reading(cache, key, CacheOverrides.NONE);
    }

    static Read reading(String cache, List<KeyPart> key, CacheOverrides said) {
        return new Read(cache, key, said, null, null, null, null);
    }

    static Consequence put(String cache) {
        return key -> new Write.Put(cache, key, CacheOverrides.NONE, Moment.AFTER, null, null);
    }

    static Consequence drop(String cache) {
        return key -> new Write.Drop(cache, key, Moment.AFTER, null);
    }

    static Consequence clear(String cache) {
        return key -> new Write.Clear(cache, Moment.AFTER, null);
    }

    WovenRead read(String cache) {
        return read(cache, STRING, ONE_KEY);
    }

    WovenRead read(String cache, ValueType type) {
        return read(cache, type, ONE_KEY);
    }

    WovenRead read(String cache, ValueType type, List<KeyPart> key) {
        return read(reading(cache, key), type);
    }

    WovenRead read(Read read, ValueType type) {
        return read(read, result(type), APPLICATION);
    }

    WovenRead read(Read read, Result result, ClassLoader application) {
        int passed = read.key().stream().mapToInt(KeyPart::position).max().orElse(-1) + 1;
        return read(new MethodSpec("Shop.find", passed, result, read, List.of()), application);
    }

    WovenRead read(MethodSpec spec, ClassLoader application) {
        WovenRead.Self self = new WovenRead.Self();
        WovenRead method =
                new WovenRead(caches.reading(spec, application, bypassed::incrementAndGet, self::body), spec.passed());
        self.method = method;
        return method;
    }

    ReadHandles handles(MethodSpec spec, Supplier<MethodHandle> body) {
        return caches.reading(spec, APPLICATION, bypassed::incrementAndGet, body);
    }

    WovenWrite write(Consequence... consequences) {
        return write(STRING, ONE_KEY, consequences);
    }

    WovenWrite write(ValueType type, List<KeyPart> key, Consequence... consequences) {
        return write(result(type), key, consequences);
    }

    WovenWrite write(Result result, List<KeyPart> key, Consequence... consequences) {
        List<Write> writes =
                Stream.of(consequences).map(each -> each.apply(key)).toList();
        return write(new MethodSpec("Shop.save", key.size(), result, null, writes));
    }

    WovenWrite write(MethodSpec spec) {
        return new WovenWrite(caches.writing(spec, APPLICATION));
    }

    @Nullable
    Object[][] methods() {
        return caches.methods();
    }

    NamedChanges changes() {
        return caches.changes();
    }

    Caches caches() {
        return caches;
    }
}
