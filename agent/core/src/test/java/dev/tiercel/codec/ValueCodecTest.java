package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.log.EventLog;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ValueCodec codec(ValueType type) {
        return new ValueCodec(type, getClass().getClassLoader(), EventLog.to(lines::add), "Products.find");
    }

    static ValueType type(Class<?> raw, ValueType... arguments) {
        return ValueType.of(raw.getName(), arguments);
    }

    private Object roundTrip(ValueType type, Object value) {
        byte[] bytes = codec(type).encode(value, 42);
        assertThat(bytes).as(() -> lines.toString()).isNotNull();
        // Another codec, as another process has it.
        Decoded back = codec(type).decode(bytes);
        assertThat(back).as(() -> payload(bytes)).isNotNull();
        assertThat(back.freshUntilMillis()).isEqualTo(42);
        return back.value();
    }

    private static String payload(byte[] bytes) {
        return new String(bytes, Envelope.BYTES, bytes.length - Envelope.BYTES, StandardCharsets.UTF_8);
    }

    static Stream<Object> scalars() {
        return Stream.of(
                "text",
                "half a pair \uD800",
                "\uD83D\uDE00x".repeat(10_000),
                "",
                "\u0000 \" \\ \uD83D\uDE00 ü",
                true,
                (byte) -1,
                (short) 7,
                'x',
                '\u0000',
                1,
                Integer.MIN_VALUE,
                1L,
                Long.MAX_VALUE,
                1.5f,
                Float.MIN_VALUE,
                0.1,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                new BigDecimal("1.50"),
                new BigDecimal("1E+10"),
                new BigDecimal("-0.000"),
                new BigDecimal(BigInteger.TEN.pow(400), 500),
                BigInteger.TWO.pow(2_000),
                UUID.randomUUID(),
                java.net.URI.create("http://example.org/a?b#c"),
                Currency.getInstance("EUR"),
                new Date(1_234_567_891L),
                Instant.now(),
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX,
                LocalDate.of(2024, 2, 29),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalTime.MIDNIGHT,
                LocalTime.MAX,
                LocalDateTime.of(12_345, 1, 1, 1, 1),
                LocalDateTime.MIN,
                OffsetTime.MAX,
                OffsetDateTime.of(2024, 1, 1, 1, 1, 1, 1, ZoneOffset.ofHours(5)),
                OffsetDateTime.MAX,
                ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC")),
                Year.of(-5),
                YearMonth.of(2024, 2),
                MonthDay.of(2, 29),
                Month.MAY,
                DayOfWeek.SUNDAY,
                Duration.ofSeconds(-1, 5),
                Duration.ZERO,
                Period.of(1, -2, 3),
                ZoneOffset.ofHoursMinutes(1, 30),
                Shop.Colour.RED,
                new Shop.Circle(1.0),
                Shop.hidden(7));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalar_comesBackEqual(Object value) {
        Object back = roundTrip(type(value.getClass()), value);
        assertThat(back).isEqualTo(value).hasSameClassAs(value);
        // The same as an element, a component and the content of an Optional.
        assertThat(roundTrip(type(List.class, type(value.getClass())), List.of(value)))
                .isEqualTo(List.of(value));
        assertThat(roundTrip(type(Optional.class, type(value.getClass())), Optional.of(value)))
                .isEqualTo(Optional.of(value));
        assertThat(roundTrip(type(Shop.Page.class, type(value.getClass())), new Shop.Page<>(List.of(value), 1)))
                .isEqualTo(new Shop.Page<>(List.of(value), 1));
    }

    @Test
    void zoneAndEnumWithBody_comeBackByTheirDeclaredTypes() {
        assertThat(roundTrip(type(ZoneId.class), ZoneId.of("Europe/Berlin"))).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(roundTrip(type(ZoneId.class), ZoneOffset.UTC)).isEqualTo(ZoneOffset.UTC);
        assertThat(roundTrip(type(Shop.Colour.class), Shop.Colour.GREEN)).isEqualTo(Shop.Colour.GREEN);
    }

    @Test
    void primitiveDeclared_comesBackAsItsBox() {
        assertThat(roundTrip(ValueType.of("int"), 7)).isEqualTo(7).isInstanceOf(Integer.class);
        assertThat(roundTrip(ValueType.of("long"), 7L)).isEqualTo(7L);
        assertThat(roundTrip(ValueType.of("char"), 'c')).isEqualTo('c');
        assertThat(roundTrip(ValueType.of("double"), 7.0)).isEqualTo(7.0);
        assertThat(codec(ValueType.of("int")).encode(null, 1)).isNull();
    }

    @Test
    void arrays_comeBack() {
        assertThat(roundTrip(type(byte[].class), new byte[] {1, -1, 0})).isEqualTo(new byte[] {1, -1, 0});
        assertThat(roundTrip(type(int[].class), new int[] {1, 2})).isEqualTo(new int[] {1, 2});
        assertThat(roundTrip(type(char[].class), new char[] {'a', 'b'})).isEqualTo(new char[] {'a', 'b'});
        assertThat(roundTrip(type(double[][].class), new double[][] {{1}, {}})).isEqualTo(new double[][] {{1}, {}});
        assertThat(roundTrip(type(String[].class), new String[] {"a", null})).isEqualTo(new String[] {"a", null});
        assertThat(roundTrip(type(Shop.Circle[].class), new Shop.Circle[] {new Shop.Circle(1)}))
                .isEqualTo(new Shop.Circle[] {new Shop.Circle(1)});
    }

    @Test
    void collections_comeBackEqualAndMutable() {
        ValueType text = type(String.class);
        List<String> list = Arrays.asList("b", null, "a");
        assertThat(roundTrip(type(List.class, text), list)).isEqualTo(list).isExactlyInstanceOf(ArrayList.class);
        assertThat(roundTrip(type(Collection.class, text), list)).isEqualTo(list);
        assertThat(roundTrip(type(Iterable.class, text), list)).isEqualTo(list);
        assertThat(roundTrip(type(LinkedList.class, text), new LinkedList<>(list)))
                .isEqualTo(list);
        Set<String> set = new LinkedHashSet<>(list);
        assertThat(roundTrip(type(Set.class, text), set)).isEqualTo(set).isExactlyInstanceOf(LinkedHashSet.class);
        assertThat(roundTrip(type(Set.class, text), new TreeSet<>(Set.of("x")))).isEqualTo(Set.of("x"));
        Map<Integer, List<String>> map = new TreeMap<>(Map.of(2, list, 1, List.of()));
        assertThat(roundTrip(type(Map.class, type(Integer.class), type(List.class, text)), map))
                .isEqualTo(map)
                .isExactlyInstanceOf(LinkedHashMap.class);
    }

    static Stream<Object> keys() {
        return Stream.of(
                "k",
                "",
                1,
                2L,
                (short) 3,
                (byte) 4,
                'c',
                true,
                UUID.randomUUID(),
                LocalDate.now(),
                Instant.now(),
                LocalDateTime.now(),
                YearMonth.now(),
                Shop.Colour.RED);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void mapKey_comesBackEqual(Object key) {
        Map<Object, Object> map = new HashMap<>();
        map.put(key, null);
        assertThat(roundTrip(type(Map.class, type(key.getClass()), type(String.class)), map))
                .isEqualTo(map);
    }

    @Test
    void nullAbsentAndEmpty_differ() {
        ValueType maybe = type(Shop.Maybe.class);
        for (Optional<String> each :
                Arrays.asList(Optional.of("x"), Optional.<String>empty(), (Optional<String>) null)) {
            assertThat(roundTrip(maybe, new Shop.Maybe(each))).isEqualTo(new Shop.Maybe(each));
        }
        ValueType nested = type(Optional.class, type(Optional.class, type(String.class)));
        assertThat(roundTrip(nested, Optional.of(Optional.empty()))).isEqualTo(Optional.of(Optional.empty()));
        assertThat(roundTrip(nested, Optional.empty())).isEqualTo(Optional.empty());
        assertThat(roundTrip(nested, null)).isNull();
        assertThat(codec(nested).decode(new byte[0])).isNull();
    }

    @Test
    void record_comesBackEqual() {
        Shop.Price price = new Shop.Price(new BigDecimal("1.50"), "EUR");
        Shop.Product product = new Shop.Product(
                1,
                "Tea",
                price,
                Shop.Colour.GREEN,
                Optional.empty(),
                List.of(price),
                Map.of(UUID.randomUUID(), Set.of(Shop.Colour.RED)),
                new byte[] {1},
                Instant.now());
        assertThat(roundTrip(type(Shop.Product.class), product))
                .usingRecursiveComparison()
                .isEqualTo(product);
        assertThat(payload(codec(type(Shop.Price.class)).encode(price, 1)))
                .isEqualTo("{\"amount\":1.50,\"currency\":\"EUR\"}");
        Shop.Product empty = new Shop.Product(1, null, null, null, null, null, null, null, null);
        assertThat(roundTrip(type(Shop.Product.class), empty)).isEqualTo(empty);
    }

    @Test
    void genericAndRecursiveTypes_comeBackEqual() {
        Shop.Page<Map<String, List<Shop.Circle>>> page =
                new Shop.Page<>(List.of(Map.of("a", List.of(new Shop.Circle(2)))), 1);
        ValueType type =
                type(Shop.Page.class, type(Map.class, type(String.class), type(List.class, type(Shop.Circle.class))));
        assertThat(roundTrip(type, page)).isEqualTo(page);
        Shop.Node tree = new Shop.Node("a", List.of(new Shop.Node("b", List.of())));
        assertThat(roundTrip(type(Shop.Node.class), tree)).isEqualTo(tree);
    }

    @Test
    void entity_keepsAllItsFieldsWhateverItsAnnotationsAndAccessorsSay() {
        Shop.Entity entity = new Shop.Entity(9L, "Ann", "hash", Shop.Colour.RED);
        entity.prices().add(new Shop.Price(BigDecimal.ONE, "EUR"));
        Shop.Entity back = (Shop.Entity) roundTrip(type(Shop.Entity.class), entity);
        assertThat(back.state()).isEqualTo(entity.state());
        assertThat(roundTrip(type(Shop.Annotated.class), new Shop.Annotated()))
                .isExactlyInstanceOf(Shop.Annotated.class);
    }

    @Test
    void immutableClass_comesBackWithoutItsConstructor() {
        Shop.Immutable back = (Shop.Immutable) roundTrip(type(Shop.Immutable.class), new Shop.Immutable("t", 1, 2));
        assertThat(back.text()).isEqualTo("t");
        assertThat(back.numbers()).containsExactly(1, 2);
    }

    @Test
    void subclass_isRefused() {
        assertRefused(type(Shop.Entity.class), new Shop.EntityProxy(), "EntityProxy");
        Shop.Holder holder = new Shop.Holder();
        holder.entity = new Shop.EntityProxy();
        assertRefused(type(Shop.Holder.class), holder, "EntityProxy");
        Shop.Holder list = new Shop.Holder();
        list.more.add(new Shop.EntityProxy());
        assertRefused(type(Shop.Holder.class), list, "EntityProxy");
        assertRefused(type(List.class, type(Shop.Entity.class)), List.of(new Shop.EntityProxy()), "EntityProxy");
        assertRefused(
                type(Optional.class, type(Shop.Entity.class)), Optional.of(new Shop.EntityProxy()), "EntityProxy");
        assertRefused(type(Shop.Entity[].class), new Shop.Entity[] {new Shop.EntityProxy()}, "EntityProxy");
        assertRefused(type(Date.class), new Date(1) {}, "ValueCodecTest$");
        assertRefused(type(BigDecimal.class), new BigDecimal("1") {}, "ValueCodecTest$");
    }

    @Test
    void collectionThatWouldChangeItsMeaning_isRefused() {
        ValueType text = type(String.class);
        assertRefused(type(List.class, text), new ArrayList<>(List.of("a")) {}, "ValueCodecTest$");
        assertRefused(type(Collection.class, text), Set.of("a"), "java.util.Collection");
        TreeSet<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        assertRefused(type(Set.class, text), caseless, "TreeSet");
        assertRefused(type(Map.class, text, text), new TreeMap<>(String.CASE_INSENSITIVE_ORDER), "TreeMap");
        assertRefused(type(Map.class, text, text), new IdentityHashMap<>(), "IdentityHashMap");
    }

    @Test
    void openTypes_areRefusedOnceAndForAll() {
        ValueType text = type(String.class);
        assertRefused(type(Object.class), "x", "java.lang.Object");
        assertRefused(type(Shop.AnyThing.class), new Shop.AnyThing(1), "java.lang.Object");
        assertRefused(
                type(Shop.Drawing.class), new Shop.Drawing(new Shop.Circle(1)), "Shape is an interface or abstract");
        assertRefused(type(List.class), List.of(1), "java.lang.Object");
        assertRefused(type(Number.class), 1, "java.lang.Number");
        assertRefused(type(Thread.class), new Thread(), "java.lang.Thread");
        assertRefused(type(Map.class, type(Shop.Circle.class), text), Map.of(), "as the key of a map");
        assertRefused(type(Shop.Shadow.class), new Shop.Shadow(), "both have a field id");
        assertRefused(type(Shop.Inner.class), null, "inner class");
        assertRefused(ValueType.of("shop.Gone"), null, "ClassNotFoundException shop.Gone");
    }

    @Test
    void valueThatJsonCannotHold_isRefused() {
        Map<String, String> nullKey = new HashMap<>();
        nullKey.put(null, "x");
        assertRefused(type(Map.class, type(String.class), type(String.class)), nullKey, "cannot be written");
    }

    @Test
    void cycle_isRefused() {
        Shop.Cyclic one = new Shop.Cyclic();
        one.next = new Shop.Cyclic();
        one.next.next = one;
        assertRefused(type(Shop.Cyclic.class), one, "cycle");
    }

    @Test
    void sharedNodesThatGrowWithoutEnd_areRefused() {
        Shop.Node node = new Shop.Node("leaf", List.of());
        for (int i = 0; i < 60; i++) {
            node = new Shop.Node("n", List.of(node, node));
        }
        assertRefused(type(Shop.Node.class), node, "larger than");
    }

    private void assertRefused(ValueType type, Object value, String reason) {
        lines.clear();
        ValueCodec codec = codec(type);
        assertThat(codec.encode(value, 1)).isNull();
        assertThat(codec.encode(value, 1)).isNull();
        assertThat(lines).singleElement().asString().contains("Products.find", "kept in L1 only", reason);
    }

    @Test
    void otherSchema_isAMiss() {
        byte[] bytes = codec(type(List.class, type(String.class))).encode(List.of("1"), 1);
        assertThat(codec(type(List.class, type(Integer.class))).decode(bytes)).isNull();
        assertThat(codec(type(Set.class, type(String.class))).decode(bytes)).isNull();
        byte[] circle = codec(type(Shop.Circle.class)).encode(new Shop.Circle(1), 1);
        for (int i = 3; i < 11; i++) {
            byte[] other = circle.clone();
            other[i]++;
            assertThat(codec(type(Shop.Circle.class)).decode(other)).isNull();
        }
    }

    @Test
    void otherFormat_isAMiss() {
        ValueCodec codec = codec(type(String.class));
        byte[] bytes = codec.encode("x", 1);
        for (int i = 0; i < 3; i++) {
            byte[] other = bytes.clone();
            other[i]++;
            assertThat(codec.decode(other)).isNull();
        }
        assertThat(codec.decode("{\"a\":1}".getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void jsonOfTheWrongShape_isAMiss() {
        byte[] circle = codec(type(Shop.Circle.class)).encode(new Shop.Circle(1), 1);
        for (String json : List.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "1",
                "\"1\"",
                "{\"radius\":null}",
                "{\"radius\":\"x\"}",
                "{\"radius\":{}}",
                "{\"radius\":1,\"more\":2}",
                "{\"radius\":1}{",
                "{\"radius\":1",
                "{\"@class\":\"java.io.File\"}")) {
            assertThat(codec(type(Shop.Circle.class)).decode(with(circle, json)))
                    .as(json)
                    .isNull();
        }
        byte[] number = codec(type(Integer.class)).encode(1, 1);
        for (String json : List.of("1.5", "\"1\"", "true", "99999999999", "null", "1e99", "\"\"")) {
            assertThat(codec(type(Integer.class)).decode(with(number, json)))
                    .as(json)
                    .isNull();
        }
        byte[] colour = codec(type(Shop.Colour.class)).encode(Shop.Colour.RED, 1);
        for (String json : List.of("0", "\"BLUE\"", "\"red\"", "\"\"")) {
            assertThat(codec(type(Shop.Colour.class)).decode(with(colour, json)))
                    .as(json)
                    .isNull();
        }
    }

    @Test
    void bombs_areMisses() {
        ValueType tree = type(Shop.Node.class);
        byte[] node = codec(tree).encode(new Shop.Node("a", List.of()), 1);
        String deep = "{\"name\":\"a\",\"children\":[".repeat(100_000);
        assertThat(codec(tree).decode(with(node, deep))).isNull();
        assertThat(codec(tree).decode(with(node, "[".repeat(1_000_000)))).isNull();
        ValueType integer = type(BigInteger.class);
        byte[] one = codec(integer).encode(BigInteger.ONE, 1);
        assertThat(codec(integer).decode(with(one, "1e999999999"))).isNull();
        assertThat(codec(integer).decode(with(one, "9".repeat(2_000_000)))).isNull();
    }

    @Test
    void mutatedAndRandomBytes_areMissesOrValuesOfTheDeclaredTypes() {
        Random random = new Random(7);
        Shop.Price price = new Shop.Price(new BigDecimal("1.50"), "EUR");
        Shop.Product product = new Shop.Product(
                1,
                "Tea",
                price,
                Shop.Colour.RED,
                Optional.of("n"),
                List.of(price),
                Map.of(UUID.randomUUID(), Set.of(Shop.Colour.RED)),
                new byte[] {1, 2},
                Instant.EPOCH);
        ValueCodec codec = codec(type(Shop.Product.class));
        byte[] good = codec.encode(product, 1);
        int values = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = good.clone();
            // Mostly behind the header: a broken header is sorted out at once.
            int from = i % 10 == 0 ? 0 : Envelope.BYTES;
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
            }
            Decoded back = codec.decode(bytes);
            if (back != null) {
                assertThat(back.value()).isInstanceOf(Shop.Product.class);
                values++;
            }
        }
        assertThat(values).isBetween(1, 199_999);
    }

    private static byte[] with(byte[] entry, String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(entry, Envelope.BYTES + payload.length);
        System.arraycopy(payload, 0, bytes, Envelope.BYTES, payload.length);
        return bytes;
    }
}
