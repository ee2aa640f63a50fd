package dev.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The texts are names in Redis: a release that spells them in another way finds none of its entries. */
class KeyTextTest {

    @Test
    void simpleValues_areReadable() {
        assertThat(Keying.text()).isEqualTo("-");
        assertThat(Keying.text(42)).isEqualTo("42");
        assertThat(Keying.text(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(Keying.text("anna")).isEqualTo("anna");
        assertThat(Keying.text("anna.b@example.org/x_y-z:1+2")).isEqualTo("anna.b@example.org/x_y-z:1+2");
        assertThat(Keying.text(true)).isEqualTo("true");
        assertThat(Keying.text((Object) null)).isEqualTo("null");
        assertThat(Keying.text("anna", 42, null)).isEqualTo("anna,42,null");
    }

    @Test
    void strings_areQuotedWhereTheyLookLikeAnotherValue() {
        assertThat(Keying.text("42")).isEqualTo("'42'");
        assertThat(Keying.text("null")).isEqualTo("'null'");
        assertThat(Keying.text("false")).isEqualTo("'false'");
        assertThat(Keying.text("")).isEqualTo("''");
        assertThat(Keying.text("a b")).isEqualTo("'a b'");
        assertThat(Keying.text("it's, [a] {b} (c) d=e~f\\"))
                .isEqualTo("'it\\'s\\, \\[a\\] \\{b\\} \\(c\\) d\\=e\\~f\\\\'");
        assertThat(Keying.text("a\nb\u0000\u007f")).isEqualTo("'a\\u000ab\\u0000\\u007f'");
        assertThat(Keying.text("\ud83d\ude00")).isEqualTo("'\\ud83d\\ude00'");
    }

    @Test
    void typedValues_sayTheirType() {
        assertThat(Keying.text(1.5)).isEqualTo("Double#1.5");
        assertThat(Keying.text(1.5f)).isEqualTo("Float#1.5");
        assertThat(Keying.text('x')).isEqualTo("Character#x");
        assertThat(Keying.text(new BigDecimal("1.50"))).isEqualTo("BigDecimal#1.50");
        assertThat(Keying.text(BigInteger.TEN)).isEqualTo("BigInteger#10");
        assertThat(Keying.text(new UUID(1, 2))).isEqualTo("UUID#00000000-0000-0001-0000-000000000002");
        assertThat(Keying.text(Currency.getInstance("EUR"))).isEqualTo("Currency#EUR");
        assertThat(Keying.text(Locale.CANADA_FRENCH)).isEqualTo("Locale#fr-CA");
        assertThat(Keying.text(new Locale("no", "NO", "NY"))).isEqualTo("Locale#(no,NO,NY,'',nn-NO)");
        assertThat(Keying.text(URI.create("HTTPS://Example.org:81/a(b)?q#f")))
                .isEqualTo("URI#https://example.org:81/a\\(b\\)?q#f");
        assertThat(Keying.text(LocalDate.of(2024, 2, 29))).isEqualTo("LocalDate#2024-02-29");
        assertThat(Keying.text(Instant.EPOCH)).isEqualTo("Instant#1970-01-01T00:00:00Z");
        assertThat(Keying.text(Duration.ofMinutes(90))).isEqualTo("Duration#PT1H30M");
        assertThat(Keying.text(ZoneId.of("Europe/Paris"))).isEqualTo("ZoneRegion#Europe/Paris");
        assertThat(Keying.text(DayOfWeek.MONDAY)).isEqualTo("java.time.DayOfWeek#MONDAY");
        assertThat(Keying.text(Keying.Size.LARGE)).isEqualTo("dev.tiercel.key.Keying$Size#LARGE");
        assertThat(Keying.text(new Keying.Line(new Keying.Point(1, 2), null)))
                .isEqualTo("dev.tiercel.key.Keying$Line(dev.tiercel.key.Keying$Point(1,2),null)");
    }

    @Test
    void collections_keepTheirKind() {
        assertThat(Keying.text(Arrays.asList(1, "a", null))).isEqualTo("[1,a,null]");
        assertThat(Keying.text(new HashSet<>(Arrays.asList("b", null, "a")))).isEqualTo("{a,b,null}");
        assertThat(Keying.text(Map.of("b", 2, "a", 1))).isEqualTo("map{a=1,b=2}");
        assertThat(Keying.text(Optional.of("a"))).isEqualTo("optional(a)");
        assertThat(Keying.text(Optional.empty())).isEqualTo("optional()");
        assertThat(Keying.text(List.of(List.of(), Set.of(), Map.of()))).isEqualTo("[[],{},map{}]");
    }

    @Test
    void longText_isCutAndHashed() {
        String prefix = "a".repeat(500);
        String text = Keying.text(prefix + "b");

        assertThat(text).isEqualTo("a".repeat(120) + "~iJgp9x6J7hioobMI8cqZ-eCugVzuunphXost-M0j5Dw");
        assertThat(Keying.text(prefix + "c")).hasSameSizeAs(text).isNotEqualTo(text);
        assertThat(Keying.text(Collections.nCopies(10_000, 1))).hasSize(164);
    }

    @Test
    void textOfTheLongestLength_isNotCut() {
        assertThat(Keying.text("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(Keying.text("a".repeat(201))).hasSize(164);
    }

    @Test
    void noValue_looksLikeAHashedOne() {
        URI longOne = URI.create("x:" + "a".repeat(300));
        String hashed = Keying.text(longOne).substring("URI#".length());

        assertThat(Keying.text(URI.create(hashed))).isNotEqualTo(Keying.text(longOne));
    }
}
