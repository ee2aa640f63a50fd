package dev.tiercel.readthrough;

import dev.tiercel.backplane.Address;
import dev.tiercel.backplane.Backplane;
import dev.tiercel.codec.Sharing;
import dev.tiercel.codec.ValueCodec;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.Ticker;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.CacheCounts;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.metrics.Count;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.transaction.Transactions;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All caches of this process, and the way from a method's description to the handles that are woven into it. It hears what
 * other instances drop.
 */
public final class Caches implements Backplane.Listener {
    private static final int MAX_DESCRIBED = 10_000;

    /** With more caches than that, those that no method has are not changed by name: there is no end of names. */
    private static final int MAX_NAMED = 10_000;

    private volatile TiercelConfig config;
    private final L1Factory l1s;
    private final L2 l2;
    private final Loads loads;
    private final Ticker ticker;
    private volatile @Nullable Backplane backplane;
    private final UnderWay underWay = new UnderWay();
    private final Transactions transactions;
    private final EventLog log;
    private final EventLog codecLog;
    private volatile Runnable onUse = () -> {};
    private final Map<String, Cache> byName = new ConcurrentHashMap<>();
    private final Map<String, Object[]> described = new ConcurrentHashMap<>();

    /** @param backplane null: there are no other instances */
    public Caches(
            TiercelConfig config,
            L1Factory l1s,
            L2 l2,
            @Nullable Backplane backplane,
            Loads loads,
            Ticker ticker,
            Transactions transactions,
            EventLog log) {
        this.backplane = backplane;
        this.config = config;
        this.l1s = l1s;
        this.l2 = l2;
        this.loads = loads;
        this.ticker = ticker;
        this.transactions = transactions;
        this.log = log;
        // Without a shared tier nobody misses what cannot be shared; the bytes are made for their number alone.
        codecLog = config.redis().enabled() ? log : EventLog.to(line -> {});
    }

    /**
     * The handles for a method that reads.
     *
     * @param application the loader of the class that has the method
     * @param bypass takes the method out of the cache, when it failed too often
     * @param body makes a handle {@code (Object self, Object[] arguments)Object} that runs the method itself; throws
     *     where there can be none
     */
    public ReadHandles reading(MethodSpec spec, ClassLoader application, Runnable bypass, Supplier<MethodHandle> body) {
        Read read = spec.read();
        if (read == null || !isOn(read.cache()) || config.isBypassed(spec.name())) {
            return ReadHandles.BYPASS;
        }
        Mishaps mishaps = new Mishaps(spec.name(), log, bypass);
        Body own = new Body(body, application);
        TagRecipe tags = TagRecipe.of(read.tags());
        ReadThrough path =
                path(spec.name(), spec.result(), read.cache(), read.said(), read, tags, application, own, mishaps);
        if (path.method().cache().isGivenUp()) {
            mishaps.undroppable();
            return ReadHandles.BYPASS;
        }
        describe(spec.name(), read.cache(), "READ", path);
        if (read.each() != null) {
            return new BatchRead(path, spec, read, read.each(), log).handles();
        }
        KeyRecipe recipe = KeyRecipe.of(read.key(), spec.passed());
        return path.form().isPublisher()
                ? new ReactiveRead(path, new ReactorOfApplication(application, spec.result(), mishaps))
                        .handles(recipe, read.condition())
                : ReadHandles.of(path, recipe, read.condition());
    }

    /**
     * The handles for a method that changes data. It is never taken out of the cache: what it does not drop would be
     * served for too long.
     */
    public WriteHandles writing(MethodSpec spec, ClassLoader application) {
        Mishaps mishaps = new Mishaps(spec.name(), log, () -> {});
        List<InvalidateThrough.Step> steps = new ArrayList<>();
        for (Write write : spec.writes()) {
            steps.add(step(spec, write, application, mishaps));
        }
        boolean returnsStage = spec.result().wrapper() == MethodSpec.Wrapper.STAGE;
        InvalidateThrough path = new InvalidateThrough(steps, returnsStage, underWay, mishaps);
        return !steps.isEmpty() && new Form(spec.result().wrapper(), false).isPublisher()
                ? WriteHandles.of(
                        new ReactiveWrite(
                                path,
                                new ReactorOfApplication(application, spec.result(), mishaps),
                                loads,
                                application,
                                mishaps),
                        spec.passed())
                : WriteHandles.of(path, spec.passed());
    }

    private InvalidateThrough.Step step(MethodSpec spec, Write write, ClassLoader application, Mishaps mishaps) {
        Body none = new Body(
                () -> {
                    throw new IllegalStateException("a change is never run by us");
                },
                application);
        // Where the cache is off here, others may have it on: what they have is dropped all the same.
        ReadThrough replaced = write instanceof Write.Put put && isOn(write.cache())
                ? path(
                        spec.name(),
                        replacing(put, spec),
                        put.cache(),
                        put.said(),
                        null,
                        TagRecipe.of(put.tags()),
                        application,
                        none,
                        mishaps)
                : null;
        describe(spec.name(), write.cache(), "WRITE", replaced);
        TagRecipe dropped = write instanceof Write.DropTags tagged ? TagRecipe.of(tagged.tags()) : null;
        return new InvalidateThrough.Step(
                write, cache(write.cache()), changedKey(write, spec.passed()), dropped, replaced);
    }

    private static @Nullable ChangedKey changedKey(Write write, int passed) {
        if (write instanceof Write.Put put) {
            return new ChangedKey(put.key(), passed);
        }
        return write instanceof Write.Drop drop ? new ChangedKey(drop.key(), passed) : null;
    }

    private static MethodSpec.Result replacing(Write.Put put, MethodSpec spec) {
        return put.given() == null ? spec.result() : put.given().result();
    }

    private ReadThrough path(
            String name,
            MethodSpec.Result result,
            String cacheName,
            CacheOverrides said,
            @Nullable Read read,
            TagRecipe tags,
            ClassLoader application,
            Body body,
            Mishaps mishaps) {
        Cache cache = cache(cacheName);
        CacheConfig behaviour = overrides(cacheName).over(said).over(config.defaults());
        Sharing sharing = Sharing.of(result.value(), result.shareable(), behaviour.values(), application);
        ValueTtl valueTtl = ValueTtl.of(read == null ? null : read.ttl(), application, System::currentTimeMillis);
        Region region = cache.region(
                new Cache.Shape(result.value(), result.erased()),
                application,
                () -> new Region(
                        l1s.create(behaviour.maxEntries(), () -> cache.counts().add(Count.EVICTIONS, 1)),
                        transactions.sequence(),
                        index(cache)));
        ValueCodec codec = new ValueCodec(
                result.value(), application, behaviour.codec(), behaviour.compressAbove(), codecLog, name);
        Entries entries = new Entries(
                ticker, behaviour, codec, sharing, valueTtl, read == null ? null : read.unless(), this::isInSync);
        if (read != null) {
            cache.reads(region, entries);
            cache.readBy(mishaps);
        }
        Form form = new Form(result.wrapper(), result.optional());
        return ReadThrough.of(new CachedMethod(name, cache, region, form, entries, l2, loads, body, mishaps, tags));
    }

    private KeyIndex index(Cache cache) {
        return new KeyIndex(backplane == null ? null : key -> Address.of(cache.sharedKey(key)));
    }

    private boolean isInSync() {
        Backplane heard = backplane;
        return heard == null || heard.isInSync();
    }

    @Override
    public void dropped(long[] addresses) {
        byName.values().forEach(cache -> cache.dropAddresses(addresses));
    }

    @Override
    public void swept(String pattern) {
        byName.values().forEach(cache -> cache.dropHere(pattern));
    }

    @Override
    public void epoch(String key, String field, String stamp) {
        byName.values().stream().filter(cache -> cache.hasEpochs(key)).forEach(cache -> cache.told(field, stamp));
    }

    @Override
    public void forgetAll() {
        l2.forgetEpochs();
        byName.values().forEach(Cache::forgetAll);
    }

    @Override
    public void tidy() {
        byName.values().forEach(Cache::tidy);
    }

    @Override
    public void outOfSync(long outage, Duration age) {
        l2.forgetEpochs(); // Nobody would tell.
        byName.forEach((name, cache) -> cache.outOfSync(
                outage, age, overrides(name).over(config.defaults()).maxStaleness()));
    }

    private void describe(String method, String cache, String kind, @Nullable ReadThrough path) {
        if (described.size() < MAX_DESCRIBED) {
            Duration ttl = path == null ? null : path.method().config().ttl();
            String values = path == null ? "" : path.sharing().handsKept() ? "SHARED" : "COPIED";
            described.put(method + kind + cache, new Object[] {method, cache, kind, values, ttl});
        }
    }

    /** What the caches were made by. */
    public TiercelConfig config() {
        return config;
    }

    /** A row for each method that was called: its name, its cache, READ or WRITE, SHARED or COPIED, and the ttl. */
    public Object[][] methods() {
        return described.values().toArray(Object[][]::new);
    }

    /** How each cache behaves, by name: as its first reader here has it, else as the configuration says. */
    public Map<String, CacheConfig> behaviours() {
        Map<String, CacheConfig> behaviours = new TreeMap<>();
        byName.forEach((name, cache) -> behaviours.put(
                name,
                cache.readers().stream()
                        .map(reader -> reader.entries().config())
                        .findFirst()
                        .orElseGet(() -> overrides(name).over(config.defaults()))));
        return behaviours;
    }

    /** True where methods are answered from the cache, as far as the configuration says. */
    public boolean isOn(String cache) {
        return config.enabled() && overrides(cache).isOn();
    }

    /** What each cache has done, by name. */
    public List<CacheFigures> figures() {
        return byName.values().stream()
                .map(cache -> new CacheFigures(cache.name(), cache.counts(), cache::l1Entries))
                .sorted(Comparator.comparing(CacheFigures::cache))
                .toList();
    }

    /**
     * What the tiers have under one key, as the API's {@code CacheLook} reads it. Waits for L2 as a call does.
     *
     * @return null: no method of this process reads from the cache
     */
    public Object @Nullable [] look(String name, @Nullable Object[] parameters) {
        Cache cache = byName.get(name);
        return cache == null ? null : new Look(cache, l2, ticker).at(KeyRecipe.keyOf(parameters));
    }

    /** As {@link #look}, by the key's text in L2. */
    public Object @Nullable [] lookText(String name, String text) {
        Cache cache = byName.get(name);
        return cache == null ? null : new Look(cache, l2, ticker).atText(text);
    }

    /** Changes that the application asks for by the names of caches. */
    public NamedChanges changes() {
        return new NamedChanges(this::changed, log);
    }

    /**
     * The cache of that name, also where no method of this process has one: others may. Null: it is switched off, or there
     * are too many.
     */
    private @Nullable Cache changed(String name) {
        Cache known = byName.get(name);
        if (known == null && byName.size() >= MAX_NAMED) {
            return null;
        }
        return cache(name);
    }

    /** @param action runs when a cache is used for the first time; must not wait */
    public void onUse(Runnable action) {
        onUse = action;
    }

    private Cache cache(String name) {
        Cache known = byName.get(name);
        if (known != null) {
            return known;
        }
        Cache made = made(name);
        onUse.run();
        return made;
    }

    private Cache made(String name) {
        return byName.computeIfAbsent(
                name,
                key -> new Cache(
                        key,
                        config.prefix() + ":" + escaped(key) + ":",
                        l2,
                        transactions,
                        new CacheCounts(config.metrics().enabled())));
    }

    /** A colon ends the name: the cache {@code a:b} with the key {@code c} is not {@code a} with the key {@code b:c}. */
    private static String escaped(String name) {
        return name.replace("%", "%25").replace(":", "%3A");
    }

    /**
     * Puts another configuration in force, but for what is said in other places: methods have to be linked anew, and
     * {@link #letGo} is to be called then. A cache of which something else is said than before begins empty.
     */
    public void reconfigure(TiercelConfig next) {
        TiercelConfig before = config;
        config = next;
        l1s.resize(next.l1().maxBytes());
        byName.values().stream()
                .filter(cache -> !isSame(cache.name(), before, next))
                .forEach(Cache::retire);
        described.clear();
    }

    private static boolean isSame(String cache, TiercelConfig one, TiercelConfig other) {
        CacheOverrides here = one.overridesOf(cache);
        CacheOverrides there = other.overridesOf(cache);
        return (one.enabled() && here.isOn()) == (other.enabled() && there.isOn())
                && here.over(one.defaults()).equals(there.over(other.defaults()));
    }

    /** Every method is linked anew. */
    public void letGo() {
        byName.values().forEach(Cache::letGo);
    }

    /** From now on it hears others there; null: nobody. */
    public void hear(@Nullable Backplane other) {
        backplane = other;
        forgetAll();
    }

    /** True: each change that had begun before the call has ended. */
    public boolean areChangesOver() {
        return underWay.isNone();
    }

    private CacheOverrides overrides(String cache) {
        return config.overridesOf(cache);
    }
}
