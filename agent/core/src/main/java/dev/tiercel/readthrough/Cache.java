package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.key.KeyText;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.Glob;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.metrics.CacheCounts;
import dev.tiercel.metrics.Count;
import dev.tiercel.metrics.Events;
import dev.tiercel.threads.Daemons;
import dev.tiercel.transaction.Transactions;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One cache, by its name: the regions that hold its values in this process, and the prefix of its keys in the shared
 * tier. It holds the regions weakly: they belong to the classes whose methods use them. Thread-safe.
 */
final class Cache {
    /** Where its epochs stand in the shared tier; the text of no key begins so. */
    private static final String EPOCHS = "~epochs";

    private final String name;
    private final String keyPrefix;
    private final L2 l2;
    /** The latest outage of the backplane in which everything was forgotten. */
    private volatile long forgottenIn;

    private final CacheEpochs epochs;
    private final CacheCounts counts;
    private final Transactions transactions;
    private final Uncommitted uncommitted;
    /** Of the methods that read from it. */
    private final Set<Mishaps> readers = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** What is there could not be dropped. */
    private volatile boolean givenUp;

    private volatile boolean readersKnow;

    private final List<Slot> slots = new CopyOnWriteArrayList<>();

    /** Regions that calls under way may still use, and no new ones. */
    private final List<Slot> retired = new CopyOnWriteArrayList<>();

    /** @param counts what it does is counted there */
    Cache(String name, String keyPrefix, L2 l2, Transactions transactions, CacheCounts counts) {
        this.name = name;
        this.counts = counts;
        this.keyPrefix = keyPrefix;
        this.l2 = l2;
        this.epochs = l2.epochs(keyPrefix + EPOCHS);
        this.transactions = transactions;
        uncommitted = new Uncommitted(this, transactions);
    }

    String name() {
        return name;
    }

    CacheCounts counts() {
        return counts;
    }

    /** How many entries L1 has now, about. */
    long l1Entries() {
        return regions().stream().mapToLong(region -> region.l1().size()).sum();
    }

    /** Which of its entries in the shared tier count. */
    CacheEpochs epochs() {
        return epochs;
    }

    /** The key's name in the shared tier. */
    String sharedKey(Object key) {
        return sharedKeyOf(KeyText.of(key));
    }

    /** Likewise, by the key's text. */
    String sharedKeyOf(String text) {
        return keyPrefix + text;
    }

    /** The region for values of this type and application, made where there is none. */
    synchronized Region region(Shape shape, ClassLoader application, Supplier<Region> maker) {
        slots.removeIf(slot -> slot.region().get() == null);
        for (Slot slot : slots) {
            Region region = slot.region().get();
            if (region != null
                    && slot.shape().equals(shape)
                    && slot.application().get() == application) {
                return region;
            }
        }
        Region region = maker.get();
        Slot slot =
                new Slot(shape, new WeakReference<>(application), new WeakReference<>(region), new AtomicReference<>());
        uncommitted.admit(region, () -> slots.add(slot));
        return region;
    }

    /** Whoever asks for a region from now on gets a new one; until {@link #letGo} those before hear of changes too. */
    synchronized void retire() {
        retired.addAll(slots);
        slots.clear();
    }

    /** Nobody reads from what was retired any more. */
    void letGo() {
        List<Slot> gone = List.copyOf(retired);
        retired.removeAll(gone);
        gone.stream().map(slot -> slot.region().get()).filter(Objects::nonNull).forEach(Region::clear);
    }

    /** A method reads from the region: this is how it understands what is there. */
    @SuppressWarnings("ReferenceEquality") // the very one is meant
    void reads(Region region, Entries entries) {
        for (Slot slot : slots) {
            if (slot.region().get() == region && slot.entries() == null) {
                slot.reader().set(new WeakReference<>(entries));
            }
        }
    }

    /** A method reads from the cache: this is who takes it out. */
    void readBy(Mishaps reader) {
        readers.add(reader);
    }

    /** What is there cannot be dropped: nobody reads it any more, nor ever will. */
    void giveUp() {
        givenUp = true; // Before they are told, so that none that comes meanwhile misses both.
        if (!readersKnow) {
            Daemons.insist(() -> {
                for (Mishaps each : readers.toArray(Mishaps[]::new)) {
                    each.undroppable();
                }
            });
            readersKnow = true; // Not where even the thread for it could not be made.
        }
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Each region that somebody reads from, with how it is understood. */
    List<Reader> readers() {
        List<Reader> readers = new ArrayList<>();
        for (Slot slot : slots) {
            Region region = slot.region().get();
            Entries entries = slot.entries();
            if (region != null && entries != null) {
                readers.add(new Reader(region, entries));
            }
        }
        return readers;
    }

    /** The regions that somebody uses. */
    List<Region> regions() {
        return regionsBut(null);
    }

    Transactions transactions() {
        return transactions;
    }

    /** The key has changed: {@link #drop}, now or when the calling thread's transaction is committed. */
    void invalidate(Object key) {
        if (!uncommitted.postpone(key)) {
            drop(key);
        }
    }

    /** What has one of the tags may have changed: {@link #dropTags}, likewise. */
    void invalidateTags(Tags tags) {
        if (!uncommitted.postponeTags(tags)) {
            dropTags(tags);
        }
    }

    /** As {@link #dropMatching}; in a transaction the cache is cleared at its commit instead. */
    CompletionStage<Long> invalidateMatching(String pattern) {
        return uncommitted.postpone(null) ? CompletableFuture.completedFuture(-1L) : dropMatching(pattern);
    }

    /** Everything may have changed: {@link #clear}, likewise. */
    void invalidateAll() {
        if (!uncommitted.postpone(null)) {
            clear();
        }
    }

    /**
     * Drops the key's entry in every tier. When this returns, this process serves nothing older; see {@link Fence} for
     * why the regions are told twice.
     */
    void drop(Object key) {
        dropAll(List.of(key));
    }

    /** As {@link #drop}, for many keys, which go to the shared tier together. */
    void dropAll(List<?> keys) {
        invalidated("keys", keys.size());
        twice(
                null,
                region -> keys.forEach(region::drop),
                () -> l2.drop(keys.stream().<String>map(this::sharedKey).toList()));
    }

    /**
     * Replaces the key's entry, unless another change of it came after the stamp: then nobody can tell whose value is
     * the newer one, and the entry is dropped.
     *
     * @param held what holds the key in L2 since the change began; null: nothing does, and L2 gets no new entry
     */
    void replaceSince(long stamp, Object key, ReadThrough path, Entries.Ready ready, Tags tags, @Nullable Held held) {
        Region mine = path.method().region();
        String sharedKey = sharedKey(key);
        Stamps stamps = held == null ? Stamps.UNKNOWN : held.stamps();
        byte[] bytes = path.method().entries().encoded(ready, l2.nowMillis(sharedKey), stamps);
        long dropped = mine.dropSince(stamp, key);
        twice(mine, region -> region.drop(key), () -> {
            if (dropped >= 0 && held != null && bytes != null) {
                l2.replace(
                        sharedKey, held.lease(), bytes, path.method().config().keptFor(ready.ttl()));
            } else {
                l2.drop(List.of(sharedKey));
            }
        });
        if (dropped >= 0) {
            counts.add(Count.PUTS, 1);
            Entry entry = path.method().entries().entry(ready, bytes, tags);
            mine.replaceSince(dropped, stamp, key, entry);
        } else {
            invalidated("keys", 1);
            mine.drop(key);
        }
    }

    /** Another instance has dropped what has these addresses. */
    void dropAddresses(long[] addresses) {
        heard(region -> Arrays.stream(addresses).map(region::dropAddress).sum());
    }

    /** Forgets every entry of this process, and has no load under way stored. */
    void forgetAll() {
        regionsBut(null).forEach(Region::clear);
    }

    /** What other instances drop is not heard: once it is too old, everything is forgotten, once in each such outage. */
    void outOfSync(long outage, Duration age, Duration maxStaleness) {
        if (forgottenIn != outage && age.compareTo(maxStaleness) >= 0) {
            forgottenIn = outage;
            forgetAll();
        }
    }

    void tidy() {
        regionsBut(null).forEach(Region::tidy);
    }

    /** Drops every entry in every tier, likewise. */
    void clear() {
        invalidated("all", 1);
        twice(null, Region::clear, epochs::clear);
    }

    /** Drops every entry that has one of the tags, likewise. */
    void dropTags(Tags tags) {
        invalidated("tags", tags.count());
        for (int i = 0; i < tags.count(); i++) {
            long tag = tags.id(i);
            twice(null, region -> region.dropTag(tag), () -> epochs.dropTag(tag));
        }
    }

    /**
     * Drops every entry whose key's text fits the pattern, see {@link Glob}: in this process before it returns, in the
     * shared tier some time later.
     *
     * @return ends with the number of keys there; -1: so much was to be done there that the cache was cleared instead
     */
    CompletionStage<Long> dropMatching(String pattern) {
        AtomicReference<@Nullable CompletionStage<Long>> dropped = new AtomicReference<>();
        Predicate<Object> fits = fitting(pattern, KeyText::of);
        twice(null, region -> region.dropIf(fits), () -> dropped.set(l2.dropMatching(keyPrefix, pattern)));
        CompletionStage<Long> begun = dropped.get();
        if (begun != null) {
            invalidated("pattern", 1);
            return begun;
        }
        clear();
        return CompletableFuture.completedFuture(-1L);
    }

    /** Drops the entry of the key that has this text, likewise. */
    void invalidateText(String text) {
        if (uncommitted.postpone(null)) {
            return;
        }
        invalidated("keys", 1);
        Predicate<Object> has = key -> KeyText.of(key).equals(text);
        twice(null, region -> region.dropIf(has), () -> l2.drop(List.of(keyPrefix + text)));
    }

    /** How many entries {@link #dropMatching} would drop: in the shared tier, or in this process where there is none. */
    CompletionStage<Long> countMatching(String pattern) {
        return l2.isUsable()
                ? l2.countMatching(keyPrefix, pattern)
                : CompletableFuture.completedFuture(regions().stream()
                        .mapToLong(region -> region.l1().count(fitting(pattern, KeyText::of)))
                        .sum());
    }

    private static Predicate<Object> fitting(String pattern, Function<Object, String> text) {
        Glob glob = Glob.of(pattern);
        return key -> {
            try {
                return glob.matches(text.apply(key));
            } catch (RuntimeException unreadable) {
                return true; // Nobody knows what it says.
            }
        };
    }

    /** Another instance has cleared the cache, or dropped a tag: see {@link CacheEpochs#told}. */
    void told(String field, String stamp) {
        epochs.told(field, stamp);
        long tag = CacheEpochs.tag(field);
        heard(tag == 0 ? Region::clear : region -> region.dropTag(tag));
    }

    /** Another instance has dropped the keys whose names in the shared tier fit the pattern. */
    void dropHere(String pattern) {
        Predicate<Object> fits = fitting(pattern, this::sharedKey);
        heard(region -> region.dropIf(fits));
    }

    private void heard(ToLongFunction<Region> change) {
        long dropped = regions().stream().mapToLong(change).sum();
        if (dropped > 0) {
            counts.add(Count.HEARD_INVALIDATIONS, dropped);
            Events.invalidated(name, "entries", dropped, true);
        }
    }

    private void invalidated(String what, int times) {
        counts.add(Count.INVALIDATIONS, times);
        Events.invalidated(name, what, times, false);
    }

    /** Whether its epochs are in the hash with that key. */
    boolean hasEpochs(String key) {
        return key.equals(keyPrefix + EPOCHS);
    }

    /** Regions, shared tier, regions; where one of the three fails, the others are told nevertheless. */
    private void twice(@Nullable Region except, Consumer<Region> change, Runnable shared) {
        try {
            regionsBut(except).forEach(change);
        } finally {
            try {
                shared.run();
            } finally {
                regionsBut(except).forEach(change);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very one is meant
    private List<Region> regionsBut(@Nullable Region except) {
        return Stream.concat(slots.stream(), retired.stream())
                .map(slot -> slot.region().get())
                .filter(region -> region != null && region != except)
                .toList();
    }

    /**
     * What a change has in L2 before it is made.
     *
     * @param stamps under which its entry is stored
     */
    record Held(Lease lease, Stamps stamps) {}

    /**
     * What two methods must have in common to share values: one may return what the other stored.
     *
     * @param declared with type arguments
     * @param erased the class that the methods' descriptors return
     */
    record Shape(ValueType declared, String erased) {}

    /** A region and how what is there is understood. */
    record Reader(Region region, Entries entries) {}

    /** @param reader empty: no method reads from it yet */
    private record Slot(
            Shape shape,
            WeakReference<ClassLoader> application,
            WeakReference<Region> region,
            AtomicReference<@Nullable WeakReference<Entries>> reader) {

        @Nullable
        Entries entries() {
            WeakReference<Entries> known = reader.get();
            return known == null ? null : known.get();
        }
    }
}
