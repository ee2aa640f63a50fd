package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.readthrough.WovenBatch.Source;
import dev.tiercel.readthrough.WovenBatch.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids a batch finds where, which it loads, and what is kept of them. */
class BatchReadTest {
    private static final Source UNASKED = ids -> {
        throw new AssertionError("the source was asked");
    };
    private static final Callable<Object> UNASKED_FOR_ONE = () -> {
        throw new AssertionError("the source was asked");
    };

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenBatch findAll = WovenBatch.of(corridor);
    private final WovenRead find = corridor.read("products", WovenBatch.PRODUCT);
    private final Corridor elsewhere = Corridor.over(l2, ticker);
    private final Shop shop = Shop.old();

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    @Test
    void miss_asksOnceForEachKeyInTheCallersOrder() throws Exception {
        assertThat(findAll.list(shop, List.of(3L, 1L, 3L, 2L))).isEqualTo(Shop.products(3, 1, 3, 2));

        assertThat(shop.asked).containsExactly(List.of(3L, 1L, 2L));
        assertThat(l2.manyGets).hasValue(1);
        assertThat(l2.gets).hasValue(0);
        assertThat(l2.leases).hasValue(3);
        assertThat(l2.entries()).containsOnlyKeys("app:products:1", "app:products:2", "app:products:3");
        assertThat(corridor.lines).isEmpty();
    }

    @Test
    void hit_asksNobody() throws Exception {
        List<Product> loaded = findAll.list(shop, List.of(1L, 2L));
        List<Product> hit = findAll.list(UNASKED, List.of(2L, 1L, 2L));

        assertThat(hit).isEqualTo(Shop.products(2, 1, 2));
        assertThat(hit.get(1)).isSameAs(loaded.get(0));
        assertThat(l2.manyGets).hasValue(1);
    }

    @Test
    void everyCall_hasACollectionOfItsOwn() throws Exception {
        findAll.list(shop, List.of(1L, 2L)).clear();
        findAll.list(UNASKED, List.of(1L, 2L)).clear();
        assertThat(findAll.list(UNASKED, List.of(1L, 2L))).isEqualTo(Shop.products(1, 2));
    }

    @Test
    void valuesThatCanBeChanged_areNobodyElses() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().changeable(Basket.class));
        Source source = ids -> new ArrayList<>(List.of(new Basket(1)));
        Basket loaded = (Basket) ((List<?>) method.call(source, List.of(1L))).get(0);
        loaded.items.add("by the first caller");

        for (int i = 0; i < 2; i++) {
            List<?> hits = (List<?>) method.call(UNASKED, List.of(1L, 1L));
            assertThat(hits).hasSize(2).allSatisfy(hit -> {
                assertThat(((Basket) hit).items).isEmpty();
                ((Basket) hit).items.add("by another one");
            });
        }
    }

    private static final class Basket {
        final long id;
        final List<String> items = new ArrayList<>();

        Basket(long id) {
            this.id = id;
        }
    }

    @Test
    void idsFromEveryTier_areLoadedOnlyWhereNoneHasThem() throws Exception {
        elsewhere.read("products", WovenBatch.PRODUCT).call(() -> Shop.product(2), 2);
        find.call(() -> Shop.product(1), 1);
        find.call(() -> null, 6);
        int gets = l2.gets.get();
        Shop some = Shop.old(3L);

        assertThat(findAll.list(some, List.of(5L, 3L, 2L, 6L, 1L, 4L))).isEqualTo(Shop.products(5, 2, 1, 4));

        assertThat(some.asked).containsExactly(List.of(5L, 3L, 4L));
        assertThat(l2.manyGets).hasValue(1);
        assertThat(l2.gets).hasValue(gets);
        assertThat(find.hit(2)).as("what L2 had is in L1 now").isEqualTo(Shop.product(2));
    }

    @Test
    void entries_areSharedWithTheMethodOfOneKey() throws Exception {
        Product loaded = findAll.list(shop, List.of(1L)).get(0);
        assertThat(find.call(UNASKED_FOR_ONE, 1)).isSameAs(loaded);
        assertThat(elsewhere.read("products", WovenBatch.PRODUCT).call(UNASKED_FOR_ONE, 1))
                .isEqualTo(loaded);

        Object one = find.call(() -> Shop.product(2), 2);
        assertThat(findAll.list(UNASKED, List.of(2L)).get(0)).isSameAs(one);
    }

    @Test
    void invalidatedKey_isTheOnlyOneLoadedAgain() throws Exception {
        findAll.list(shop, List.of(1L, 2L, 3L));
        corridor.write(WovenBatch.PRODUCT, Corridor.ONE_KEY, Corridor.drop("products"))
                .call(2);

        Shop now = new Shop("new");
        assertThat(findAll.list(now, List.of(1L, 2L, 3L)))
                .containsExactly(Shop.product(1), new Product(2, "new"), Shop.product(3));
        assertThat(now.asked).containsExactly(List.of(2L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void invalidationDuringTheLoad_keepsThatKeyFromBeingStored(boolean ofTheWholeCache) throws Exception {
        WovenWrite write = corridor.write(
                WovenBatch.PRODUCT,
                Corridor.ONE_KEY,
                ofTheWholeCache ? Corridor.clear("products") : Corridor.drop("products"));
        findAll.list(
                arguments -> {
                    write.call(2);
                    return shop.load(arguments);
                },
                List.of(1L, 2L));

        assertThat(find.hit(2)).isNull();
        assertThat(find.hit(1)).isEqualTo(ofTheWholeCache ? null : Shop.product(1));
        assertThat(l2.all.keySet()).isEqualTo(ofTheWholeCache ? Set.of() : Set.of("app:products:1"));
        assertThat(corridor.lines).isEmpty();
    }

    @Test
    void absentIds_areAskedForAgain() throws Exception {
        Shop empty = Shop.old(1L, 2L);
        assertThat(findAll.list(empty, List.of(1L, 2L))).isEmpty();
        assertThat(findAll.list(empty, List.of(1L, 2L))).isEmpty();
        assertThat(empty.asked).hasSize(2);
        assertThat(l2.all).as("no lease is left").isEmpty();
    }

    @Test
    void absentIds_areKeptForTheNegativeTtlIfToldSo() throws Exception {
        Corridor negative = Corridor.over(l2, ticker, new Behaviour().negativeTtl(Duration.ofSeconds(5)));
        WovenBatch method = WovenBatch.of(negative, new Spec().keepsAbsent());
        Shop some = Shop.old(1L);

        assertThat(method.list(some, List.of(1L, 2L))).isEqualTo(Shop.products(2));
        assertThat(method.list(UNASKED, List.of(1L, 2L))).isEqualTo(Shop.products(2));
        assertThat(negative.read("products", WovenBatch.PRODUCT).call(UNASKED_FOR_ONE, 1))
                .isNull();
        assertThat(l2.entries().get("app:products:1").ttl()).isEqualTo(Duration.ofSeconds(5));
        assertThat(l2.entries().get("app:products:2").ttl()).isEqualTo(Corridor.TTL);

        advance(Duration.ofSeconds(5));
        method.list(some, List.of(1L, 2L));
        assertThat(some.asked).containsExactly(List.of(1L, 2L), List.of(1L));
    }

    @Test
    void exception_isTheCallersAndNothingIsLeftBehind() throws Exception {
        find.call(() -> Shop.product(1), 1);
        IOException thrown = new IOException("no database");

        assertThatThrownBy(() -> findAll.list(
                        ids -> {
                            throw thrown;
                        },
                        List.of(1L, 2L, 3L)))
                .isSameAs(thrown);

        assertThat(l2.all).containsOnlyKeys("app:products:1");
        assertThat(findAll.list(shop, List.of(1L, 2L, 3L))).isEqualTo(Shop.products(1, 2, 3));
        assertThat(corridor.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void staleEntries_answerWhereTheyStandForAllThatFailed(boolean elsewhereToo) throws Exception {
        Behaviour stale = new Behaviour().staleIfError(Duration.ofHours(1));
        Corridor filled = Corridor.over(l2, ticker, stale);
        WovenBatch method = WovenBatch.of(filled);
        method.list(shop, List.of(1L, 2L));
        advance(Corridor.TTL);
        method = elsewhereToo ? WovenBatch.of(Corridor.over(l2, ticker, stale)) : method;
        Source broken = ids -> {
            throw new IOException("no database");
        };

        assertThat(method.list(broken, List.of(2L, 1L, 2L))).isEqualTo(Shop.products(2, 1, 2));
        WovenBatch failing = method;
        assertThatThrownBy(() -> failing.list(broken, List.of(1L, 3L))).isInstanceOf(IOException.class);

        advance(Duration.ofHours(1));
        assertThatThrownBy(() -> failing.list(broken, List.of(1L))).isInstanceOf(IOException.class);
        assertThat(l2.all.keySet()).as("no lease is left").noneMatch(key -> key.endsWith(Claim.REFRESH));
    }

    @Test
    void staleEntries_areReplacedInBothTiers() throws Exception {
        Behaviour stale = new Behaviour().staleIfError(Duration.ofHours(1));
        WovenBatch method = WovenBatch.of(Corridor.over(l2, ticker, stale));
        method.list(shop, List.of(1L));
        advance(Corridor.TTL);

        assertThat(method.list(new Shop("new"), List.of(1L))).containsExactly(new Product(1, "new"));
        assertThat(method.list(UNASKED, List.of(1L))).containsExactly(new Product(1, "new"));
        assertThat(WovenBatch.of(Corridor.over(l2, ticker, stale)).list(UNASKED, List.of(1L)))
                .containsExactly(new Product(1, "new"));
    }

    @Test
    void condition_isOfTheCallersArguments() throws Exception {
        WovenBatch method = WovenBatch.of(
                corridor, new Spec().condition((arguments, result) -> ((List<?>) arguments[0]).size() > 1));

        method.list(shop, List.of(1L));
        assertThat(find.hit(1)).as("it did not hold").isNull();
        method.list(shop, List.of(1L, 2L));
        assertThat(find.hit(1)).isEqualTo(Shop.product(1));
        // It would not hold of what the method is asked for now.
        assertThat(method.list(shop, List.of(1L, 2L, 3L))).isEqualTo(Shop.products(1, 2, 3));
        assertThat(shop.asked).containsExactly(List.of(1L), List.of(1L, 2L), List.of(3L));
        assertThat(find.hit(3)).isEqualTo(Shop.product(3));
    }

    @Test
    void callInsideALoadThatTheConditionWouldRefuse_isACallLikeAnyOther() throws Exception {
        WovenBatch method = WovenBatch.of(
                corridor, new Spec().condition((arguments, result) -> ((List<?>) arguments[0]).size() > 1));
        find.call(() -> Shop.product(1), 1);
        method.list(
                arguments -> {
                    method.list(Shop.old(), List.of(4L, 5L));
                    return shop.load(arguments);
                },
                List.of(1L, 2L));
        assertThat(shop.asked).containsExactly(List.of(2L));
        assertThat(find.hit(4)).isEqualTo(Shop.product(4));
    }

    @Test
    void unless_isOfEachValue() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().unless((ids, result) -> result.equals(Shop.product(2))));
        assertThat(method.list(shop, List.of(1L, 2L))).isEqualTo(Shop.products(1, 2));
        assertThat(find.hit(1)).isNotNull();
        assertThat(find.hit(2)).isNull();
        assertThat(l2.all).containsOnlyKeys("app:products:1");
    }

    @Test
    void unless_seesWhatTheCallerPassed() throws Exception {
        find.call(() -> Shop.product(1), 1);
        WovenBatch method =
                WovenBatch.of(corridor, new Spec().unless((arguments, result) -> arguments[0].equals(List.of(1L, 2L))));
        method.list(shop, List.of(1L, 2L));
        assertThat(find.hit(2)).isNull();
        method.list(shop, List.of(1L, 3L));
        assertThat(find.hit(3)).isNotNull();
    }

    @Test
    void ttl_isOfEachValue() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().ttlFrom("id"));
        method.list(shop, List.of(1L, 7L));
        assertThat(l2.entries().get("app:products:1").ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(l2.entries().get("app:products:7").ttl()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void valueOfWhichTheRestFails_isHandedOnAndIsOneMishap() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().unless((ids, result) -> {
                    throw new IllegalStateException("broken");
                }));
        List<Object> ids = new ArrayList<>();
        for (long id = 0; id < 200; id++) {
            ids.add(id);
        }
        assertThat(method.list(shop, ids)).hasSize(200);
        assertThat(shop.asked).hasSize(1);
        assertThat(l2.all).isEmpty();
        assertThat(corridor.lines).hasSize(1);
        assertThat(corridor.bypassed).hasValue(0);
    }

    @Test
    void unusableL2_isNotAsked() throws Exception {
        l2.usable = false;
        assertThat(findAll.list(shop, List.of(1L, 2L))).isEqualTo(Shop.products(1, 2));
        assertThat(findAll.list(UNASKED, List.of(1L, 2L))).isEqualTo(Shop.products(1, 2));
        assertThat(l2.manyGets).hasValue(0);
        assertThat(l2.leases).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void otherKeyParameters_arePartOfEachKey(int before) throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().behind(before));
        WovenRead one = corridor.read("products", WovenBatch.PRODUCT, Corridor.keys(before + 1, Kind.DYNAMIC));
        Object[] here = arguments(before, "here", List.of(1L, 2L));
        assertThat(method.list(shop, here)).isEqualTo(Shop.products(1, 2));
        assertThat(method.list(UNASKED, here)).isEqualTo(Shop.products(1, 2));
        assertThat(one.hit(arguments(before, "here", 2L))).isEqualTo(Shop.product(2));

        Shop there = new Shop("new");
        assertThat(method.list(there, arguments(before, "there", List.of(1L)))).containsExactly(new Product(1, "new"));
        assertThat(here[before]).as("the caller's arguments are as they were").isEqualTo(List.of(1L, 2L));
    }

    private static Object[] arguments(int before, String other, Object last) {
        Object[] all = new Object[before + 1];
        Arrays.fill(all, other);
        all[before] = last;
        return all;
    }

    private record Reference(long id) {}

    @Test
    void idsInsideWhatIsPassed_areComparedWithTheValuesIds() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().idPath("id"));
        List<Reference> references = List.of(new Reference(2), new Reference(1));
        assertThat(method.list(ids -> Shop.products(1, 2), references)).isEqualTo(Shop.products(2, 1));
        assertThat(method.list(UNASKED, references)).isEqualTo(Shop.products(2, 1));
        assertThat(find.hit(2)).isEqualTo(Shop.product(2));
    }

    @Test
    void disabledCache_runsEveryCall() throws Exception {
        Corridor off = new Corridor(Corridor.CONFIG, Map.of("products", Corridor.OFF), l2, ticker);
        WovenBatch method = WovenBatch.of(off);
        method.list(shop, List.of(1L, 1L));
        assertThat(method.list(shop, List.of(1L, 1L))).isEqualTo(Shop.products(1));
        assertThat(shop.asked).containsExactly(List.of(1L, 1L), List.of(1L, 1L));
    }

    @Test
    void callsInsideTheLoad_runBareAndTheOuterOneIsKept() throws Exception {
        List<Product> outer = findAll.list(
                arguments -> {
                    Object inner = find.call(() -> new Product(1, "inner"), 1);
                    assertThat(findAll.list(new Shop("inner"), List.of(1L, 2L)))
                            .containsExactly(new Product(1, "inner"), new Product(2, "inner"));
                    assertThat(inner).isEqualTo(new Product(1, "inner"));
                    return shop.load(arguments);
                },
                List.of(1L, 2L));
        assertThat(outer).isEqualTo(Shop.products(1, 2));
        assertThat(findAll.list(UNASKED, List.of(1L, 2L))).isEqualTo(outer);
        assertThat(find.call(() -> findAll.list(shop, List.of(3L, 4L)).get(0), 3))
                .isEqualTo(Shop.product(3));
    }

    @Test
    void traceOfABatch_isOneCallFromTheFarthestTier() throws Exception {
        findAll.list(shop, List.of(1L));
        assertThat(outcomeOf(findAll, List.of(1L))).isEqualTo("L1");
        assertThat(outcomeOf(findAll, List.of(1L, 2L))).isEqualTo("LOADER");
        assertThat(outcomeOf(WovenBatch.of(elsewhere), List.of(1L, 2L))).isEqualTo("L2");
    }

    private Object outcomeOf(WovenBatch method, List<Long> ids) throws Exception {
        Object trace = Traces.begin();
        method.list(shop, ids);
        Object[][] rows = Traces.end(trace);
        assertThat(rows).hasDimensions(1, 4);
        assertThat(rows[0]).contains("products", "Shop.findAllById");
        return rows[0][2];
    }
}
