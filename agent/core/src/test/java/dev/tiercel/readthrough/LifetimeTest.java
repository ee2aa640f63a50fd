package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.entry.ManualTicker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long an entry is served: never longer than its ttl, in no tier and by no way around. */
class LifetimeTest {
    private static final Duration TTL = Corridor.TTL;
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenRead find = corridor.read("products");

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    @Test
    void entry_isServedForItsTtl() throws Exception {
        find.call(() -> "old", 1);
        advance(TTL.minus(MOMENT));
        assertThat(find.call(() -> "new", 1)).isEqualTo("old");
        advance(MOMENT);
        assertThat(find.hit(1)).isNull();
        // The twin forgets nothing by itself: what it still holds is past its time too.
        assertThat(find.call(() -> "new", 1)).isEqualTo("new");
    }

    @Test
    void nullToo_isServedForItsTtl() throws Exception {
        find.call(() -> null, 1);
        advance(TTL.minus(MOMENT));
        assertThat(find.call(() -> "new", 1)).isNull();
        advance(MOMENT);
        assertThat(find.call(() -> "new", 1)).isEqualTo("new");
    }

    @Test
    void entryTakenFromL2_isServedForWhatIsLeftOfItsTime() throws Exception {
        find.call(() -> "old", 1);
        advance(TTL.minusSeconds(10));
        WovenRead there = Corridor.over(l2, ticker).read("products");
        assertThat(there.call(() -> "new", 1)).isEqualTo("old");

        advance(Duration.ofSeconds(10).minus(MOMENT));
        assertThat(there.hit(1)).isEqualTo("old");
        advance(MOMENT);
        assertThat(there.hit(1)).isNull();
    }

    @Test
    void entryThatCallsItselfYounger_isServedForTheTtlAtMost() throws Exception {
        find.call(() -> "old", 1);
        l2.millis.addAndGet(-Duration.ofDays(10).toMillis()); // A server whose clock was set back.
        Corridor elsewhere = Corridor.over(l2, ticker);
        WovenRead there = elsewhere.read("products");
        WovenRead longer = longer(elsewhere); // So that L1 itself would keep it.
        assertThat(there.call(() -> "new", 1)).isEqualTo("old");

        ticker.advance(TTL.minus(MOMENT));
        assertThat(there.hit(1)).isEqualTo("old");
        ticker.advance(MOMENT);
        assertThat(there.hit(1)).isNull();
        assertThat(longer.hit(1)).isNull();
    }

    /** A method of the cache with twice the ttl. */
    private static WovenRead longer(Corridor corridor) {
        return corridor.read(
                Corridor.reading("products", Corridor.ONE_KEY, CacheOverrides.NONE.withTtl(TTL.multipliedBy(2))),
                Corridor.STRING);
    }

    @Test
    void jitter_onlyEverShortensAndByItsBoundAtMost() throws Exception {
        Corridor jittery = Corridor.over(l2, ticker, new Behaviour().ttlJitter(0.5));
        WovenRead method = jittery.read("products");
        for (int i = 0; i < 200; i++) {
            method.call(() -> "value", i);
        }
        Set<Duration> ttls =
                l2.entries().values().stream().map(TwinL2.Stored::ttl).collect(Collectors.toSet());
        assertThat(ttls)
                .hasSizeGreaterThan(100)
                .allMatch(ttl -> ttl.compareTo(TTL) <= 0)
                .allMatch(ttl -> ttl.compareTo(TTL.dividedBy(2)) >= 0);

        advance(TTL.dividedBy(2).minus(MOMENT));
        assertThat(fresh(method)).isEqualTo(200);
        advance(TTL.dividedBy(4));
        assertThat(fresh(method)).isBetween(20L, 180L);
        advance(TTL.dividedBy(4).plus(MOMENT));
        assertThat(fresh(method)).isZero();
    }

    private static long fresh(WovenRead method) {
        return IntStream.range(0, 200).filter(i -> method.hit(i) != null).count();
    }

    @Test
    void ttl_isTheCachesOverTheMethodsOverTheDefault() throws Exception {
        CacheOverrides hour = CacheOverrides.NONE.withTtl(Duration.ofHours(1));
        Corridor configured = new Corridor(Corridor.CONFIG, Map.of("set", hour), l2, ticker);
        for (String cache : List.of("set", "annotated")) {
            configured
                    .read(
                            Corridor.reading(
                                    cache, Corridor.ONE_KEY, CacheOverrides.NONE.withTtl(Duration.ofMinutes(1))),
                            Corridor.STRING)
                    .call(() -> "value", 1);
        }
        configured.read("default").call(() -> "value", 1);

        assertThat(l2.entries().get("app:set:1").ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(l2.entries().get("app:annotated:1").ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(l2.entries().get("app:default:1").ttl()).isEqualTo(TTL);
    }

    @Test
    void methodOfALongerTtl_isNotCutShortByTheOtherOneOfItsCache() throws Exception {
        WovenRead longer = longer(corridor);
        longer.call(() -> "value", 1);
        advance(TTL.multipliedBy(2).minus(MOMENT));
        assertThat(find.hit(1)).isEqualTo("value");
    }

    @Test
    void valueWhoseTimeIsOver_isHeldByNobody() throws Exception {
        WeakReference<Object> value = new WeakReference<>(find.call(() -> new String("anna"), 1));
        advance(TTL);
        find.call(() -> "another", 2); // L1 tidies up when it is written to.
        await().until(() -> {
            System.gc();
            return value.get() == null;
        });
    }
}
