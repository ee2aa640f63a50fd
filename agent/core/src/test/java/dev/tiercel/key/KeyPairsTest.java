package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments that are easily taken for one another, and such that are easily taken apart. */
class KeyPairsTest {
    /** Its accessor tells less than what it compares. */
    record Swapped(String text) {
        @Override
        public String text() {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /** The shape of a {@link Keying.Box}. */
    record Crate(List<?> list, Object any, Object array) {}

    /** Holds an array: its own {@code equals} compares what is in it. */
    record Blob(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource
    void different(Object one, Object other) {
        Object[] a = parts(one);
        Object[] b = parts(other);
        assertThat(Keying.key(a)).isNotEqualTo(Keying.key(b));
        assertThat(Keying.text(a)).isNotEqualTo(Keying.text(b));
    }

    static Stream<Arguments> different() {
        return Stream.of(
                arguments("1", 1),
                arguments("-1", -1),
                arguments("true", true),
                arguments("null", null),
                arguments("", null),
                arguments("-", call()),
                arguments("", call()),
                arguments(null, call()),
                arguments("a,b", call("a", "b")),
                arguments("a',b", call("a'", "b")),
                arguments("'a','b'", call("a", "b")),
                arguments("a\\", "a\\\\"),
                arguments("\n", "\\u000a"),
                arguments("\ud83d", "\\ud83d"),
                arguments("\ud83d", "\ud83e"),
                arguments("\u0000", ""),
                arguments("a", "A"),
                arguments("a", 'a'),
                arguments("\u00e4", "a\u0308"),
                arguments("Character#a", 'a'),
                arguments(97, 'a'),
                arguments(1, 1.0),
                arguments(1.0, 1.0f),
                arguments(1, BigInteger.ONE),
                arguments(1.0, new BigDecimal("1.0")),
                arguments(new BigDecimal("1.0"), new BigDecimal("1.00")),
                arguments(0.0, -0.0),
                arguments(Double.NaN, Float.NaN),
                arguments("NaN", Double.NaN),
                arguments(Keying.Size.SMALL, Keying.Shirt.SMALL),
                arguments(Keying.Size.SMALL, Keying.Size.LARGE),
                arguments(Keying.Size.SMALL, "SMALL"),
                arguments(Keying.Size.SMALL, "dev.tiercel.key.Keying$Size#SMALL"),
                arguments(new Keying.Point(1, 2), new Keying.Place(1, 2)),
                arguments(new Keying.Point(1, 2), new Keying.Point(2, 1)),
                arguments(new Keying.Point(1, 2), "dev.tiercel.key.Keying$Point(1,2)"),
                arguments(new Keying.Name("a,b", null), new Keying.Name("a", "b,null")),
                arguments(new Keying.Name(null, null), new Keying.Name("null", "null")),
                arguments(List.of(), call()),
                arguments(List.of(), null),
                arguments(List.of(), Set.of()),
                arguments(Set.of(), Map.of()),
                arguments(List.of(), List.of(List.of())),
                arguments(List.of(1, 2), call(1, 2)),
                arguments(List.of(1), 1),
                arguments(List.of(1, 2), List.of(2, 1)),
                arguments(List.of(1, 2), Set.of(1, 2)),
                arguments(List.of("a,b"), List.of("a", "b")),
                arguments(List.of(List.of("a"), List.of("b")), List.of(List.of("a", "b"))),
                arguments(Arrays.asList((Object) null), List.of()),
                arguments(Arrays.asList((Object) null), List.of("null")),
                arguments(Map.of("a", "b"), Map.of("b", "a")),
                arguments(Map.of("a", "b=c"), Map.of("a=b", "c")),
                arguments(Map.of("a", "b"), Set.of("a=b")),
                arguments(Optional.empty(), null),
                arguments(Optional.of(1), 1),
                arguments(Optional.of("a"), "optional(a)"),
                arguments(Optional.of(Optional.empty()), Optional.empty()),
                arguments(new UUID(0, 1), new UUID(0, 1).toString()),
                arguments(LocalDate.EPOCH, "1970-01-01"),
                arguments(LocalDate.EPOCH, LocalDate.EPOCH.atStartOfDay()),
                arguments(Duration.ofDays(1), Period.ofDays(1)),
                arguments(Period.ofMonths(12), Period.ofYears(1)),
                arguments(instantAt("Z"), instantAt("+01:00").withOffsetSameInstant(ZoneOffset.ofHours(1))),
                arguments(zoned("Europe/Paris"), zoned("Europe/Berlin")),
                arguments(ZoneId.of("UTC"), ZoneOffset.UTC),
                arguments(URI.create("http://a/B"), URI.create("http://a/b")),
                arguments(URI.create("http://a"), URI.create("http://a/")),
                arguments(URI.create("http://u@a"), URI.create("http://U@a")),
                arguments(URI.create("http://a:80/"), URI.create("http://a/")),
                arguments(URI.create("http://a?"), URI.create("http://a")),
                arguments(URI.create("mailto:a@b"), URI.create("mailto:A@b")),
                arguments(new Locale("", "", "POSIX"), new Locale("", "", "WIN")),
                arguments(new Locale("en", "US"), new Locale("en", "", "US")),
                arguments(new Locale("a", "b|c"), new Locale("a", "b", "c")),
                arguments(new int[] {1, 2}, List.of(1, 2)),
                arguments(new int[] {1, 2}, new int[] {2, 1}),
                arguments(new int[] {1, 2}, new int[][] {{1, 2}}),
                arguments(new int[0], new int[][] {{}}),
                arguments(new char[] {'a'}, "a"),
                arguments(new char[] {'a'}, new String[] {"a"}),
                arguments(new byte[] {1}, "array[1]"),
                arguments(one("a", "b"), call("a", "b")),
                arguments(one("a,b"), one("a", "b")),
                arguments(new Date(0), 0),
                arguments(new Date(0), Instant.EPOCH),
                arguments(new Date(0), new java.sql.Date(0)),
                arguments(new java.sql.Time(0), new java.sql.Date(0)),
                arguments(new Timestamp(0), new Date(0)),
                arguments(nanos(1), nanos(2)),
                arguments(new Keying.Circle(1), new Keying.Square(1)),
                arguments(new Keying.Box(List.of(1), 2, null), new Keying.Box(List.of(), 2, null)),
                arguments(new Keying.Box(List.of(), one(1), null), new Keying.Box(List.of(), List.of(1), null)),
                arguments(new Keying.Box(List.of(), 1, null), new Keying.Box(List.of(), null, 1)),
                arguments(new Keying.Box(List.of(), 1, null), new Crate(List.of(), 1, null)),
                arguments(new Swapped("A"), new Swapped("a")),
                arguments(OptionalInt.of(1), 1),
                arguments(OptionalInt.empty(), null),
                arguments(OptionalDouble.of(1), OptionalInt.of(1)),
                arguments(0.1, 0.1f),
                arguments(0.1, Math.nextUp(0.1)),
                arguments(call("a", "b", "c"), call("a", "b,c")),
                arguments(call("a", null), call(null, "a")),
                arguments(call(1, List.of(2)), call(List.of(1), 2)));
    }

    @ParameterizedTest
    @MethodSource
    void equal(Object one, Object other) {
        assertThat(Keying.key(one)).isEqualTo(Keying.key(other)).hasSameHashCodeAs(Keying.key(other));
        assertThat(Keying.text(one)).isEqualTo(Keying.text(other));
    }

    static Stream<Arguments> equal() {
        return Stream.of(
                arguments(1, 1L),
                arguments((byte) 1, (short) 1),
                arguments(-1, -1L),
                arguments(Double.NaN, Double.longBitsToDouble(0x7ff8_0000_0000_0001L)),
                arguments(new int[] {1, 2}, new long[] {1, 2}),
                arguments(new byte[] {1, 2}, one(1, 2L)),
                arguments(new int[][] {{1}, {}}, one(new short[] {1}, one())),
                arguments(new String[] {"a", null}, one("a", null)),
                arguments(new Date(5), new Date(5)),
                arguments(nanos(1), nanos(1)),
                arguments(
                        new Keying.Box(List.of(1), 2, one(3)),
                        new Keying.Box(new LinkedList<>(List.of(1L)), 2L, one(3L))),
                arguments(new Blob(new byte[] {1}), new Blob(new byte[] {1})),
                arguments(OptionalInt.of(1), Optional.of(1)),
                arguments(OptionalLong.of(1), OptionalInt.of(1)),
                arguments(OptionalDouble.of(1), Optional.of(1.0)),
                arguments(OptionalLong.empty(), Optional.empty()),
                arguments(List.of(1, 2), new ArrayList<>(List.of(1L, 2L))),
                arguments(Set.of(1, 2, 3), new LinkedHashSet<>(List.of(3, 2, 1))),
                arguments(Set.of("b", "a"), new TreeSet<>(Set.of("a", "b"))),
                arguments(inOrder("a", "b"), inOrder("b", "a")),
                arguments(inOrder("a", "b"), new TreeMap<>(inOrder("b", "a"))),
                arguments(Map.of(1, Map.of(2, 3)), Map.of(1L, Map.of(2L, 3L))),
                arguments(Optional.of(1), Optional.of(1L)),
                arguments(Optional.of(List.of(1)), Optional.of(List.of(1L))),
                arguments(new Keying.Point(1, 2), new Keying.Point(1, 2)),
                arguments(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2020-01-01T00:00:00.000Z")),
                arguments(Duration.ofMinutes(60), Duration.ofHours(1)),
                arguments(URI.create("HTTP://Host/a%2f"), URI.create("http://hOST/a%2F")),
                arguments(URI.create("http://a:/b"), URI.create("http://a/b")),
                arguments(URI.create("file:///b"), URI.create("file:/b")),
                arguments(new Locale("EN", "us"), Locale.forLanguageTag("en-US")));
    }

    /** Of a method with several parameters. */
    private record Call(Object[] parts) {}

    private static Call call(Object... parts) {
        return new Call(parts);
    }

    private static Object[] parts(Object argument) {
        return argument instanceof Call call ? call.parts : new Object[] {argument};
    }

    /** One argument that is an array. */
    private static Object[] one(Object... elements) {
        return elements;
    }

    private static Timestamp nanos(int nanos) {
        Timestamp timestamp = new Timestamp(0);
        timestamp.setNanos(nanos);
        return timestamp;
    }

    private static Map<String, Integer> inOrder(String... names) {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (String name : names) {
            map.put(name, name.length());
        }
        return map;
    }

    private static OffsetDateTime instantAt(String offset) {
        return LocalDateTime.parse("2020-01-01T12:00:00").atOffset(ZoneOffset.of(offset));
    }

    private static ZonedDateTime zoned(String zone) {
        return LocalDateTime.parse("2020-01-01T12:00:00").atZone(ZoneId.of(zone));
    }
}
