package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.CodecFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.*;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values without parts, in every way they can be written, and wherever they may stand. */
class ScalarsTest extends CodecRig {
    static Stream<Object> scalars() {
        return Stream.of(
                "text",
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
                Shop.Colour.RED);
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalar_comesBackEqual(Object value) {
        ValueType type = type(value.getClass());
        assertThat(roundTrips(type, value))
                .allSatisfy(back -> assertThat(back).isEqualTo(value).hasSameClassAs(value));
        // The same as an element, a component and the content of an Optional.
        assertComesBack(type(List.class, type), List.of(value));
        assertComesBack(type(Optional.class, type), Optional.of(value));
        assertComesBack(type(Shop.Page.class, type), new Shop.Page<>(List.of(value), 1));
    }

    @Test
    void zoneAndEnumWithBody_comeBackByTheirDeclaredTypes() {
        assertComesBack(type(ZoneId.class), ZoneId.of("Europe/Berlin"));
        assertComesBack(type(ZoneId.class), ZoneOffset.UTC);
        assertComesBack(type(Shop.Colour.class), Shop.Colour.GREEN);
    }

    @Test
    void primitiveDeclared_comesBackAsItsBox() {
        assertThat(roundTrips(ValueType.of("int"), 7))
                .allSatisfy(back -> assertThat(back).isEqualTo(7).isInstanceOf(Integer.class));
        assertComesBack(ValueType.of("long"), 7L);
        assertComesBack(ValueType.of("char"), 'c');
        assertComesBack(ValueType.of("double"), 7.0);
        assertThat(codec(ValueType.of("int")).encode(null, 1, 1, STAMPS)).isNull();
    }

    @Test
    void halfAPairOfSurrogates_comesBackAsJson_andIsRefusedInSmileWhichCannotHoldIt() {
        String half = "half a pair \uD800";
        ValueType text = type(String.class);
        byte[] bytes = encode(text, half, PLAIN);
        assertThat(codec(text).decode(bytes).value()).isEqualTo(half);
        assertThat(codec(text, new Way(CodecFormat.SMILE, NEVER)).encode(half, 1, 1, STAMPS))
                .isNull();
        assertThat(lines).singleElement().asString().contains("cannot be written");
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void mapKey_comesBackEqual(Object key) {
        Map<Object, Object> map = new HashMap<>();
        map.put(key, null);
        map.put(null, "x");
        assertComesBack(type(Map.class, type(key.getClass()), type(String.class)), map);
    }
}
