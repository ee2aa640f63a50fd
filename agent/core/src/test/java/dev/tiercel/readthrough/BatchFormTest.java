package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.readthrough.WovenBatch.Source;
import dev.tiercel.readthrough.WovenBatch.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ids come in, what values come in, and what is no batch of ours. */
class BatchFormTest {
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, new ManualTicker());
    private final WovenRead find = corridor.read("products", WovenBatch.PRODUCT);
    private final Shop shop = Shop.old(9L);

    static Stream<Arguments> parameters() {
        return Stream.of(
                arguments(WovenBatch.LIST, List.of(3, 9, 1), new ArrayList<>(List.of(9, 1))),
                arguments(WovenBatch.COLLECTION, List.of(3, 9, 1), new ArrayList<>(List.of(9, 1))),
                arguments(WovenBatch.COLLECTION, new TreeSet<>(List.of(3, 9, 1)), new ArrayList<>(List.of(1, 9))),
                arguments(WovenBatch.ITERABLE, List.of(3, 9, 1), new ArrayList<>(List.of(9, 1))),
                arguments(WovenBatch.SET, new LinkedHashSet<>(List.of(3, 9, 1)), new LinkedHashSet<>(List.of(9, 1))),
                arguments("[J", new long[] {3, 9, 1}, new long[] {9, 1}),
                arguments("[I", new int[] {3, 9, 1}, new int[] {9, 1}),
                arguments("[Ljava.lang.Long;", new Long[] {3L, 9L, 1L}, new Long[] {9L, 1L}));
    }

    /** The product 3 is known, 9 is sold, 1 is in the shop. */
    @ParameterizedTest
    @MethodSource("parameters")
    void missingIds_comeInWhatTheMethodTakes(String type, Object ids, Object missing) throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().takes(type));
        find.call(() -> Shop.product(3), 3);

        List<Product> found = method.list(shop, ids);

        assertThat(found).containsExactlyInAnyOrder(Shop.product(1), Shop.product(3));
        assertThat(shop.asked).hasSize(1);
        Object asked = shop.asked.get(0);
        assertThat(asked).isInstanceOf(missing.getClass());
        assertThat(Shop.numbers(asked)).isEqualTo(Shop.numbers(missing));
        assertThat(corridor.lines).isEmpty();
    }

    @Test
    void missingIds_areTheCallersOwnObjects() throws Exception {
        Long id = Long.valueOf(1234567);
        WovenBatch.of(corridor).list(shop, List.of(id));
        assertThat(((List<?>) shop.asked.get(0)).get(0)).isSameAs(id);
    }

    static Stream<Arguments> results() {
        return Stream.of(
                arguments(WovenBatch.LIST, ArrayList.class),
                arguments(WovenBatch.COLLECTION, ArrayList.class),
                arguments(WovenBatch.ITERABLE, ArrayList.class),
                arguments(WovenBatch.SET, LinkedHashSet.class));
    }

    @ParameterizedTest
    @MethodSource("results")
    void values_comeInWhatTheMethodReturns(String type, Class<?> made) throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().returns(type));
        Source source = ids -> type.equals(WovenBatch.SET) ? new LinkedHashSet<>(shop.load(ids)) : shop.load(ids);
        List<Product> expected = type.equals(WovenBatch.SET) ? Shop.products(3, 1) : Shop.products(3, 1, 3);
        for (int i = 0; i < 2; i++) {
            Object found = method.call(source, List.of(3, 9, 1, 3));
            assertThat(found).isInstanceOf(made);
            assertThat(new ArrayList<>((Collection<?>) found)).isEqualTo(expected);
        }
        assertThat(shop.asked).containsExactly(List.of(3, 9, 1), List.of(9));
    }

    @Test
    void iterableThatIsReturned_isReadOnce() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().returns(WovenBatch.ITERABLE));
        Source once = ids -> {
            Stream<Product> stream = shop.load(ids).stream();
            return (Iterable<Product>) stream::iterator;
        };
        assertThat(method.call(once, List.of(3, 1))).isEqualTo(Shop.products(3, 1));
    }

    @Test
    void map_hasTheCallersIdsInTheirOrder() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().returns(WovenBatch.MAP));
        Long one = Long.valueOf(1234567);
        List<Object> ids = List.of(3, 9, one, 3);
        for (int i = 0; i < 2; i++) {
            Map<Object, Product> found = method.map(shop::loadMap, ids);
            assertThat(found).containsExactly(Map.entry(3, Shop.product(3)), Map.entry(one, Shop.product(one)));
            assertThat(found.keySet()).last().isSameAs(one);
            found.clear();
        }
        assertThat(shop.asked).containsExactly(List.of(3, 9, one), List.of(9));
        assertThat(find.hit(3)).isEqualTo(Shop.product(3));
    }

    @Test
    void nullInAMap_isAnAbsentValue() throws Exception {
        WovenBatch method =
                WovenBatch.of(corridor, new Spec().returns(WovenBatch.MAP).keepsAbsent());
        Source source = ids -> {
            Map<Object, Product> found = new HashMap<>(shop.loadMap(ids));
            found.put(9L, null);
            return found;
        };
        assertThat(method.map(source, List.of(9L, 1L))).containsOnlyKeys(1L);
        assertThat(method.map(source, List.of(9L, 1L))).containsOnlyKeys(1L);
        assertThat(shop.asked).hasSize(1);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void noIds_areTheMethodsOwnMatter(List<Object> ids) throws Exception {
        List<Product> own = new ArrayList<>();
        WovenBatch method = WovenBatch.of(corridor);
        assertThat(method.call(arguments -> own, ids)).isSameAs(own);
        assertThat(l2.manyGets).hasValue(0);
        assertThat(corridor.lines).isEmpty();
    }

    @Test
    void nullAmongTheIds_isTheMethodsOwnMatter() throws Exception {
        List<Product> own = new ArrayList<>();
        assertThat(WovenBatch.of(corridor).call(ids -> own, Arrays.asList(1L, null)))
                .isSameAs(own);
        assertThat(l2.all).isEmpty();
    }

    @Test
    void idsThatCouldBeReadOnceOnly_areLeftToTheMethod() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().takes(WovenBatch.ITERABLE));
        Stream<Long> stream = Stream.of(1L, 2L);
        Iterable<Long> once = stream::iterator;
        Object read = method.call(
                arguments -> {
                    List<Long> ids = new ArrayList<>();
                    ((Iterable<?>) arguments[0]).forEach(id -> ids.add((Long) id));
                    return ids;
                },
                once);
        assertThat(read).isEqualTo(List.of(1L, 2L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void idsBeyondTheBound_runUncachedWithALine(int more) throws Exception {
        List<Long> ids = LongStream.range(0, BatchRead.MAX_IDS + more).boxed().toList();
        Corridor roomy = Corridor.over(l2, new ManualTicker(), new Behaviour().maxEntries(100_000));
        assertThat(WovenBatch.of(roomy).list(shop, ids)).hasSize(ids.size() - 1);
        assertThat(l2.manyGets).hasValue(1 - more);
        assertThat(roomy.lines).hasSize(more);
        assertThat(shop.asked).hasSize(1);
        assertThat(shop.asked.get(0) == ids).isEqualTo(more == 1);
    }

    @Test
    void methodThatWeCannotCall_runsUncachedWithOneLine() throws Exception {
        WovenBatch method = WovenBatch.withoutBody(corridor);
        for (int i = 0; i < 3; i++) {
            assertThat(method.list(shop, List.of(1L, 1L))).isEqualTo(Shop.products(1));
        }
        assertThat(shop.asked).hasSize(3);
        assertThat(corridor.lines).singleElement().asString().contains("Shop.findAllById");
    }

    @Test
    void idWithoutValueEquality_runsUncachedWithALine() throws Exception {
        List<Product> own = new ArrayList<>();
        assertThat(WovenBatch.of(corridor).call(ids -> own, List.of(1L, new Object())))
                .isSameAs(own);
        assertThat(corridor.lines).singleElement().asString().contains("java.lang.Object");
        assertThat(l2.all).isEmpty();
    }

    @Test
    void anotherThreadsChangeOfTheIds_isNotSeenByUs() throws Exception {
        List<Object> ids = Collections.synchronizedList(new ArrayList<>(List.of(1L, 2L)));
        List<Product> found = WovenBatch.of(corridor)
                .list(
                        arguments -> {
                            ids.clear();
                            return shop.load(arguments);
                        },
                        ids);
        assertThat(found).isEqualTo(Shop.products(1, 2));
        assertThat(Set.copyOf(l2.entries().keySet())).hasSize(2);
    }
}
