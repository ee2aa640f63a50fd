package dev.tiercel.key;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.chrono.ThaiBuddhistDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The texts of keys are names in Redis. An instance of another version, or on another Java, that spelt one of them in
 * another way would not find its entries, and worse, not drop them: so a text in the file never changes.
 */
class KeyGoldenTest {
    private static final List<Map.Entry<String, Object[]>> CALLS = List.of(
            entry("no parameters", call()),
            entry("null", call((Object) null)),
            entry("long", call(42L)),
            entry("int", call(-42)),
            entry("byte", call((byte) 7)),
            entry("smallest long", call(Long.MIN_VALUE)),
            entry("true", call(true)),
            entry("char", call('x')),
            entry("char mark", call(',')),
            entry("name", call("anna.b@example.org/x_y-z:1+2")),
            entry("text of digits", call("42")),
            entry("text null", call("null")),
            entry("empty text", call("")),
            entry("text of marks", call("it's, [a] {b} (c) d=e~f\\")),
            entry("text beyond ASCII", call("\u00e4 \u4e2d \ud83d\ude00")),
            entry("control characters", call("a\nb\u0000\u007f")),
            entry("text of 200", call("a".repeat(200))),
            entry("text of 201", call("a".repeat(201))),
            entry("double", call(1.5)),
            entry("double whole", call(2.0)),
            entry("double tenth", call(0.1)),
            entry("double 2e23", call(2.0E23)),
            entry("double least", call(Double.MIN_VALUE)),
            entry("double most", call(Double.MAX_VALUE)),
            entry("double -0", call(-0.0)),
            entry("double NaN", call(Double.NaN)),
            entry("double infinity", call(Double.NEGATIVE_INFINITY)),
            entry("float", call(1.5f)),
            entry("float tenth", call(0.1f)),
            entry("BigDecimal", call(new BigDecimal("1.50"))),
            entry("BigDecimal exponent", call(new BigDecimal("1E+3"))),
            entry("BigInteger", call(BigInteger.TWO.pow(70))),
            entry("UUID", call(new UUID(1, 2))),
            entry("URI", call(URI.create("HTTPS://Example.org:81/a(b)?q#f"))),
            entry("URI opaque", call(URI.create("mailto:A@b%2f"))),
            entry("Locale", call(Locale.CANADA_FRENCH)),
            entry("Locale odd", call(new Locale("no", "NO", "NY"))),
            entry("Currency", call(Currency.getInstance("EUR"))),
            entry("enum", call(Keying.Size.SMALL)),
            entry("enum with a body", call(Keying.Size.LARGE)),
            entry("LocalDate", call(LocalDate.of(2024, 2, 29))),
            entry("LocalTime", call(LocalTime.of(1, 2, 3, 4_000))),
            entry("LocalDateTime", call(LocalDateTime.of(2024, 2, 29, 12, 0))),
            entry("Instant", call(Instant.ofEpochSecond(-1, 5))),
            entry("OffsetDateTime", call(OffsetDateTime.parse("2020-01-01T12:00+01:00"))),
            entry("ZonedDateTime", call(ZonedDateTime.parse("2020-01-01T12:00+01:00[Europe/Paris]"))),
            entry("Duration", call(Duration.ofMillis(-1_500))),
            entry("Period", call(Period.of(1, -2, 3))),
            entry("Year", call(Year.of(12_345))),
            entry("YearMonth", call(YearMonth.of(2024, 2))),
            entry("MonthDay", call(MonthDay.of(2, 29))),
            entry("DayOfWeek", call(DayOfWeek.MONDAY)),
            entry("ZoneId", call(ZoneId.of("Europe/Paris"))),
            entry("ZoneOffset", call(ZoneOffset.ofHoursMinutes(-3, -30))),
            entry("JapaneseDate", call(JapaneseDate.of(2020, 1, 1))),
            entry("ThaiBuddhistDate", call(ThaiBuddhistDate.of(2563, 1, 1))),
            entry("Date", call(new Date(1_500))),
            entry("sql Date", call(new java.sql.Date(1_500))),
            entry("sql Time", call(new java.sql.Time(1_500))),
            entry("sql Timestamp", call(timestamp(-1_500, 123_456_789))),
            entry("record", call(new Keying.Point(1, 2))),
            entry("record of null", call(new Keying.Name(null, "a,b"))),
            entry("record in a record", call(new Keying.Line(new Keying.Point(1, 2), null))),
            entry("record of a sealed type", call(new Keying.Circle(3))),
            entry("record of all", call(new Keying.Box(List.of(1, "a"), Map.of("k", 1.5), new int[] {1, 2}))),
            entry("list", call(Arrays.asList(1, "a", null, List.of()))),
            entry("set", call(new HashSet<>(Arrays.asList("b", null, 3, "a", List.of())))),
            entry("map", call(Map.of("b", 2, "a", List.of(1), 7, "x"))),
            entry("long list", call(Collections.nCopies(10_000, 1))),
            entry("Optional", call(Optional.of("a"))),
            entry("Optional empty", call(Optional.empty())),
            entry("OptionalInt", call(OptionalInt.of(5))),
            entry("OptionalDouble", call(OptionalDouble.of(0.1))),
            entry("byte[]", call(new byte[] {1, -1})),
            entry("char[]", call((Object) new char[] {'a', ','})),
            entry("String[]", call((Object) new String[] {"a", "1", null})),
            entry("int[][]", call((Object) new int[][] {{1}, {}, null})),
            entry("empty array", call((Object) new Object[0])),
            entry("two parts", call("a", 1)),
            entry("three parts", call("a", null, 1)),
            entry("four parts", call("a", List.of(1, 2), 1, true)),
            entry("five parts", call(1, 2, 3, 4, "five, or more")));

    private final Locale locale = Locale.getDefault();

    /** The texts depend on no language. */
    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "ar-EG", "th-TH-u-ca-buddhist-nu-thai"})
    void everyText_isAsItWas(String language) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(CALLS.stream().map(call -> call.getKey() + "\t" + Keying.text(call.getValue())))
                .containsExactlyElementsOf(golden());
    }

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(locale);
    }

    private static List<String> golden() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                        KeyGoldenTest.class.getResourceAsStream("golden-keys.txt"), StandardCharsets.UTF_8));
                Stream<String> lines = file.lines()) {
            return lines.toList();
        }
    }

    private static Timestamp timestamp(long millis, int nanos) {
        Timestamp timestamp = new Timestamp(millis);
        timestamp.setNanos(nanos);
        return timestamp;
    }

    private static @Nullable Object[] call(@Nullable Object... arguments) {
        return arguments;
    }
}
