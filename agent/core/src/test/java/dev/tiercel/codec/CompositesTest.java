package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.*;
import org.junit.jupiter.api.Test;

/** Values with parts, in every way they can be written. */
class CompositesTest extends CodecRig {
    @Test
    void arrays_comeBack() {
        assertComesBack(type(byte[].class), new byte[] {1, -1, 0});
        assertComesBack(type(int[].class), new int[] {1, 2});
        assertComesBack(type(char[].class), new char[] {'a', 'b'});
        assertComesBack(type(double[][].class), new double[][] {{1}, {}});
        assertComesBack(type(String[].class), new String[] {"a", null});
        assertComesBack(type(Shop.Circle[].class), new Shop.Circle[] {new Shop.Circle(1)});
    }

    @Test
    void collections_comeBackEqualAndMutable() {
        ValueType text = type(String.class);
        List<String> list = Arrays.asList("b", null, "a");
        assertThat(roundTrips(type(List.class, text), list))
                .allSatisfy(back -> assertThat(back).isEqualTo(list).isExactlyInstanceOf(ArrayList.class));
        assertComesBack(type(Collection.class, text), list);
        assertComesBack(type(Iterable.class, text), list);
        assertComesBack(type(LinkedList.class, text), new LinkedList<>(list));
        Set<String> set = new LinkedHashSet<>(list);
        assertThat(roundTrips(type(Set.class, text), set))
                .allSatisfy(back -> assertThat(back).isEqualTo(set).isExactlyInstanceOf(LinkedHashSet.class));
        assertComesBack(type(Set.class, text), new TreeSet<>(Set.of("x")));
        Map<Integer, List<String>> map = new TreeMap<>(Map.of(2, list, 1, List.of()));
        assertThat(roundTrips(type(Map.class, type(Integer.class), type(List.class, text)), map))
                .allSatisfy(back -> assertThat(back).isEqualTo(map).isExactlyInstanceOf(LinkedHashMap.class));
    }

    @Test
    void map_isWrittenAsItsKeysAndValuesInTurn() {
        ValueType type = type(Map.class, type(Integer.class), type(String.class));
        byte[] entry = encode(type, new TreeMap<>(Map.of(2, "b", 1, "a")), PLAIN);
        assertThat(payload(entry)).isEqualTo("[1,\"a\",2,\"b\"]");
        for (String json : List.of("{}", "[1]", "[1,\"a\",2]", "[\"1\",\"a\"]", "null", "{\"1\":\"a\"}")) {
            assertThat(codec(type).decode(with(entry, json))).as(json).isNull();
        }
    }

    @Test
    void hashMapWhoseOrderChanges_comesBackInEveryFormat() {
        Map<Integer, String> grown = new HashMap<>(1 << 16);
        for (int i = 0; i < 500; i++) {
            grown.put(i * 7_919, "value " + i % 80);
        }
        assertComesBack(type(HashMap.class, type(Integer.class), type(String.class)), grown);
    }

    @Test
    void nullAbsentAndEmpty_differ() {
        ValueType maybe = type(Shop.Maybe.class);
        for (Optional<String> each :
                Arrays.asList(Optional.of("x"), Optional.<String>empty(), (Optional<String>) null)) {
            assertComesBack(maybe, new Shop.Maybe(each));
        }
        ValueType nested = type(Optional.class, type(Optional.class, type(String.class)));
        assertComesBack(nested, Optional.of(Optional.empty()));
        assertComesBack(nested, Optional.empty());
        assertThat(roundTrips(nested, null)).containsOnlyNulls();
        assertThat(codec(nested).decode(new byte[0])).isNull();
    }

    @Test
    void record_comesBackEqual() {
        Shop.Price price = new Shop.Price(new BigDecimal("1.50"), "EUR");
        Shop.Product product = Shop.product();
        assertThat(roundTrips(type(Shop.Product.class), product))
                .allSatisfy(back -> assertThat(back).usingRecursiveComparison().isEqualTo(product));
        Object hidden = Shop.hidden(7);
        assertComesBack(type(hidden.getClass()), hidden);
        assertThat(payload(encode(type(Shop.Price.class), price, PLAIN)))
                .isEqualTo("{\"amount\":1.50,\"currency\":\"EUR\"}");
        assertComesBack(type(Shop.Product.class), new Shop.Product(1, null, null, null, null, null, null, null, null));
    }

    @Test
    void genericAndRecursiveTypes_comeBackEqual() {
        Shop.Page<Map<String, List<Shop.Circle>>> page =
                new Shop.Page<>(List.of(Map.of("a", List.of(new Shop.Circle(2)))), 1);
        assertComesBack(
                type(Shop.Page.class, type(Map.class, type(String.class), type(List.class, type(Shop.Circle.class)))),
                page);
        assertComesBack(type(Shop.Node.class), new Shop.Node("a", List.of(new Shop.Node("b", List.of()))));
        assertThat(roundTrips(
                        type(Shop.Named.class, type(Shop.Circle.class)), new Shop.Named<>("n", new Shop.Circle(1))))
                .allSatisfy(back -> assertThat(back)
                        .usingRecursiveComparison()
                        .isEqualTo(new Shop.Named<>("n", new Shop.Circle(1))));
    }

    @Test
    void entity_keepsAllItsFieldsWhateverItsAnnotationsAndAccessorsSay() {
        Shop.Entity entity = new Shop.Entity(9L, "Ann", "hash", Shop.Colour.RED);
        entity.prices().add(new Shop.Price(BigDecimal.ONE, "EUR"));
        assertThat(roundTrips(type(Shop.Entity.class), entity))
                .allSatisfy(back -> assertThat(((Shop.Entity) back).state()).isEqualTo(entity.state()));
        assertThat(roundTrips(type(Shop.Annotated.class), new Shop.Annotated()))
                .allSatisfy(back -> assertThat(back).isExactlyInstanceOf(Shop.Annotated.class));
    }

    @Test
    void immutableClass_comesBackWithoutItsConstructor() {
        assertThat(roundTrips(type(Shop.Immutable.class), new Shop.Immutable("t", 1, 2)))
                .allSatisfy(back -> {
                    assertThat(((Shop.Immutable) back).text()).isEqualTo("t");
                    assertThat(((Shop.Immutable) back).numbers()).containsExactly(1, 2);
                });
    }

    @Test
    void valueOfAnotherClass_isTold() {
        ValueCodec prices = codec(type(Shop.Price.class));
        assertThat(prices.isInstance(new Shop.Price(null, null))).isTrue();
        assertThat(prices.isInstance(null)).isTrue();
        assertThat(prices.isInstance("x")).isFalse();
        assertThat(codec(ValueType.of("int")).isInstance(1)).isTrue();
        assertThat(codec(ValueType.of("int")).isInstance(1L)).isFalse();
        assertThat(codec(type(List.class, type(String.class))).isInstance(List.of(1)))
                .as("type arguments aside")
                .isTrue();
        assertThat(codec(ValueType.of("shop.Gone")).isInstance("x")).isTrue();
    }
}
