package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.readthrough.WovenBatch.Source;
import dev.tiercel.readthrough.WovenBatch.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that we do not understand, and failures of our own: nothing is lost, kept or asked for twice. */
class BatchMisfitTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenBatch findAll = WovenBatch.of(corridor);
    private final WovenRead find = corridor.read("products", WovenBatch.PRODUCT);
    private final Shop shop = Shop.old();

    /** A product whose own class has no id. */
    private record Other(String name) {}

    static Stream<Arguments> misfits() {
        Product two = Shop.product(2);
        return Stream.of(
                arguments("of an id that was not asked for", Arrays.asList(two, Shop.product(5))),
                arguments("null in a place of its own", Arrays.asList(two, null)),
                arguments("several for one id", Arrays.asList(two, new Product(2, "again"))),
                arguments("a value without an id", Arrays.asList(two, new Other("what"))),
                arguments("a value of another class", Arrays.asList(two, new Foreign(3))));
    }

    /** It has the id, but methods of one key promise a product. */
    private record Foreign(long id) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void misfit_isHandedOnAndNothingOfItIsKept(String what, List<Object> result) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Source source = ids -> {
            calls.incrementAndGet();
            return result;
        };
        assertThat(findAll.call(source, List.of(2L, 3L))).isSameAs(result);
        assertThat(calls).hasValue(1);
        assertThat(l2.all).as("neither entries nor leases").isEmpty();
        assertThat(find.hit(2)).isNull();
        assertThat(corridor.lines).singleElement().asString().contains("elementKey = \"id\"");

        find.call(() -> Shop.product(1), 1);
        List<Object> withHit = new ArrayList<>(List.of(Shop.product(1)));
        withHit.addAll(result);
        assertThat(findAll.call(source, List.of(2L, 1L, 3L))).isEqualTo(withHit);
        assertThat(calls).hasValue(2);
        assertThat(corridor.bypassed).hasValue(0);
    }

    @Test
    void elementKeyThatLeadsNowhere_keepsNothing() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().elementKey("number"));
        assertThat(method.list(shop, List.of(2L, 1L))).isEqualTo(Shop.products(1, 2));
        assertThat(l2.all).isEmpty();
        assertThat(corridor.lines).hasSize(1);
    }

    @Test
    void nullAsAResult_isTheCallersToo() throws Exception {
        assertThat(findAll.call(ids -> null, List.of(2L))).isNull();
        find.call(() -> Shop.product(1), 1);
        assertThat(findAll.call(ids -> null, List.of(2L, 1L))).isEqualTo(Shop.products(1));
        assertThat(l2.all).containsOnlyKeys("app:products:1");
    }

    @Test
    void misfitsInSetsAndMaps_areHandedOnBesideTheHits() throws Exception {
        find.call(() -> Shop.product(1), 1);
        Product stranger = Shop.product(5);
        WovenBatch set = WovenBatch.of(corridor, new Spec().returns(WovenBatch.SET));
        assertThat(set.call(ids -> new LinkedHashSet<>(List.of(stranger)), List.of(2L, 1L)))
                .isEqualTo(new LinkedHashSet<>(List.of(Shop.product(1), stranger)));

        WovenBatch map = WovenBatch.of(corridor, new Spec().returns(WovenBatch.MAP));
        Map<Object, @Nullable Product> returned = new LinkedHashMap<>();
        returned.put(null, stranger);
        returned.put(2L, null);
        Map<Object, @Nullable Product> expected = new LinkedHashMap<>(Map.of(1L, Shop.product(1)));
        expected.putAll(returned);
        assertThat(map.call(ids -> returned, List.of(2L, 1L))).isEqualTo(expected);
        assertThat(l2.entries()).containsOnlyKeys("app:products:1");
    }

    @Test
    void resultThatFailsWhenItIsRead_failsAsTheMethod() throws Exception {
        WovenBatch method = WovenBatch.of(corridor, new Spec().returns(WovenBatch.ITERABLE));
        IllegalStateException thrown = new IllegalStateException("the cursor is closed");
        Iterable<Product> broken = () -> {
            throw thrown;
        };
        assertThatThrownBy(() -> method.call(ids -> broken, List.of(1L))).isSameAs(thrown);
        assertThat(l2.all).isEmpty();
    }

    @Test
    void errorOfTheMethod_isTheCallers() {
        StackOverflowError thrown = new StackOverflowError();
        assertThatThrownBy(() -> findAll.call(
                        ids -> {
                            throw thrown;
                        },
                        List.of(1L)))
                .isSameAs(thrown);
        assertThat(l2.all).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HostileL2.Port.class)
    void tierThatBreaksItsWord_costsNoCallItsAnswerAndNoIdASecondLoad(HostileL2.Port port) throws Exception {
        HostileL2 hostile = new HostileL2(l2);
        Corridor over = Corridor.over(hostile, ticker);
        WovenBatch method = WovenBatch.of(over);
        WovenBatch.of(corridor).list(Shop.old(), List.of(4L));

        hostile.breakAt(port, IllegalStateException::new);
        assertThat(method.list(shop, List.of(3L, 1L, 4L, 3L))).isIn(Shop.products(3, 1, 4, 3), Shop.products(1, 3, 4));
        assertThat(shop.asked).hasSize(1);

        hostile.repair();
        l2.all.clear(); // A lease that could not be released runs out by itself.
        assertThat(method.list(Shop.old(), List.of(3L, 1L, 4L, 3L))).isEqualTo(Shop.products(3, 1, 4, 3));
        assertThat(over.read("products", WovenBatch.PRODUCT).hit(1))
                .as("no flight is left")
                .isNotNull();
    }
}
