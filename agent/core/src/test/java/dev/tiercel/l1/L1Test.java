package dev.tiercel.l1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.Entry;
import dev.tiercel.entry.ManualTicker;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class L1Test {
    private static final long MAX_BYTES = 1 << 20;
    private static final Duration TTL = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Queue<Runnable> maintenance = new ArrayDeque<>();
    private final AtomicInteger evictions = new AtomicInteger();
    private final L1Factory factory = new L1Factory(ticker, maintenance::add, MAX_BYTES);

    private void maintain() {
        while (!maintenance.isEmpty()) {
            maintenance.remove().run();
        }
    }

    private Entry entry(int sizeBytes) {
        return entry(sizeBytes, Duration.ofDays(1));
    }

    private Entry entry(int sizeBytes, Duration ttl) {
        long end = ticker.nanos() + ttl.toNanos();
        return new Entry("value", end, end, end, sizeBytes);
    }

    private void fill(L1 l1, int entries, int sizeBytes) {
        for (int i = 0; i < entries; i++) {
            l1.put(i, entry(sizeBytes));
        }
    }

    private static long maximumOf(L1 l1) {
        return l1.entries().policy().eviction().orElseThrow().getMaximum();
    }

    @Test
    void entryIsReplacedByAnother_onlyWhereItIsThatVeryOne() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        Entry first = entry(1);
        Entry second = entry(1);
        l1.replace("a", first, second);
        assertThat(l1.get("a")).isNull();
        l1.put("a", first);
        l1.replace("a", second, entry(1));
        assertThat(l1.get("a")).isSameAs(first);
        l1.replace("a", first, second);
        assertThat(l1.get("a")).isSameAs(second);
    }

    @Test
    void entry_isKeptReplacedRemovedAndCleared() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        assertThat(l1.get("a")).isNull();
        Entry first = entry(1);
        Entry second = entry(2);

        l1.put("a", first);
        assertThat(l1.get("a")).isSameAs(first);
        l1.put("a", second);
        assertThat(l1.get("a")).isSameAs(second);
        l1.put("b", first);
        l1.remove("a");
        assertThat(l1.get("a")).isNull();
        assertThat(l1.get("b")).isSameAs(first);
        l1.clear();
        assertThat(l1.get("b")).isNull();
    }

    @Test
    void staleEntry_isGiven_itsReaderDecides() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        long end = ticker.nanos() - 1;
        Entry stale = new Entry("value", end, end, end, 1);
        l1.put("a", stale);
        assertThat(l1.get("a")).isSameAs(stale);
    }

    @Test
    void numberOfEntries_isBounded() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        fill(l1, 10_000, 1);
        maintain();
        assertThat(l1.size()).isBetween(90L, 100L);
    }

    @Test
    void bytes_areBounded() {
        L1 l1 = factory.create(1_000_000, evictions::incrementAndGet);
        fill(l1, 10_000, 10_000);
        maintain();
        assertThat(l1.size()).isBetween(50L, MAX_BYTES / 10_000);
    }

    @Test
    void entriesOfNoSize_areBoundedByTheirOverhead() {
        L1 l1 = factory.create(1_000_000_000, evictions::incrementAndGet);
        fill(l1, 50_000, 0);
        maintain();
        assertThat(l1.size()).isBetween(1_000L, MAX_BYTES / 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {(int) MAX_BYTES, Integer.MAX_VALUE})
    void entryLargerThanTheMemory_isNotKeptAndPushesNothingOut(int sizeBytes) {
        L1 l1 = factory.create(1_000, evictions::incrementAndGet);
        l1.put("small", entry(1));
        l1.put("large", entry(sizeBytes));
        maintain();
        assertThat(l1.get("large")).isNull();
        assertThat(l1.get("small")).isNotNull();
    }

    @Test
    void maintenanceThatNeverComes_doesNotLetTheCacheGrow() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        fill(l1, 200_000, 1);
        assertThat(l1.size()).isLessThan(20_000);
        assertThat(new HashSet<>(maintenance))
                .as("one request, however often it came")
                .hasSize(1);
    }

    @Test
    void deadEntries_goWhileTheCacheIsWrittenTo_andNoOthers() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        l1.put("a", entry(1, TTL));
        l1.put("b", entry(1, TTL.plusMillis(1)));
        ticker.advance(TTL);
        l1.put("c", entry(1, TTL));
        maintain();
        assertThat(l1.get("a")).isNull();
        assertThat(l1.get("b")).isNotNull();
        assertThat(l1.get("c")).isNotNull();
        assertThat(l1.size()).isEqualTo(2);
        assertThat(evictions).hasValue(1);
    }

    /** What may be served where its source fails, stays for that. */
    @Test
    void staleEntry_thatIsAlive_stays() {
        L1 l1 = factory.create(100, evictions::incrementAndGet);
        long now = ticker.nanos();
        l1.put(
                "a",
                new Entry("value", now + 1, now + 1, now + TTL.multipliedBy(2).toNanos(), 1));
        ticker.advance(TTL);
        l1.put("b", entry(1));
        maintain();
        assertThat(l1.get("a")).isNotNull();
    }

    @Test
    void sweeps_areTheRarerTheMoreThereIs() {
        L1 l1 = factory.create(1_000_000, evictions::incrementAndGet);
        ticker.advance(Duration.ofSeconds(2));
        fill(l1, 1_000, 1);
        maintain();
        assertThat(sweepsIn(l1, Duration.ofSeconds(20))).isBetween(18, 20);
        L1 large = new L1Factory(ticker, maintenance::add, 1 << 30).create(1_000_000, evictions::incrementAndGet);
        fill(large, 400_000, 1);
        ticker.advance(Duration.ofSeconds(2));
        large.put("a", entry(1));
        assertThat(sweepsIn(large, Duration.ofSeconds(20))).isBetween(9, 10);
    }

    private int sweepsIn(L1 l1, Duration time) {
        int sweeps = 0;
        for (long millis = 0; millis < time.toMillis(); millis += 50) {
            maintenance.clear();
            ticker.advance(Duration.ofMillis(50));
            l1.put("a", entry(1));
            sweeps += (int) maintenance.stream().filter(Sweep.class::isInstance).count();
        }
        return sweeps;
    }

    @Test
    void severalCaches_shareTheMemory() {
        L1 first = factory.create(1_000_000, evictions::incrementAndGet);
        fill(first, 1_000, 10_000);
        maintain();
        long alone = first.size();

        L1 second = factory.create(1_000_000, evictions::incrementAndGet);
        fill(second, 1_000, 10_000);
        first.put("one more", entry(10_000));
        maintain();

        assertThat(first.size()).isBetween(alone / 3, alone / 2);
        assertThat((first.size() + second.size()) * 10_000).isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    void smallerShare_stillHoldsAsManyEntries() {
        L1 first = factory.create(100, evictions::incrementAndGet);
        L1 second = factory.create(100, evictions::incrementAndGet);
        fill(first, 1_000, 1);
        fill(second, 1_000, 1);
        maintain();
        assertThat(first.size()).isBetween(90L, 100L);
        assertThat(second.size()).isBetween(90L, 100L);
    }

    @Test
    void collectedCache_givesItsShareBack() {
        L1 first = factory.create(100, evictions::incrementAndGet);
        L1 second = factory.create(100, evictions::incrementAndGet);
        assertThat(maximumOf(first)).isEqualTo(MAX_BYTES / 2);

        WeakReference<Object> gone = new WeakReference<>(second.entries());
        Reference.reachabilityFence(second);
        second = null;
        await().until(() -> {
            System.gc();
            return gone.get() == null;
        });

        L1 third = factory.create(100, evictions::incrementAndGet);
        assertThat(maximumOf(first)).isEqualTo(MAX_BYTES / 2);
        assertThat(maximumOf(third)).isEqualTo(MAX_BYTES / 2);
    }
}
