package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import dev.tiercel.TtlFunction;
import dev.tiercel.Values;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.ValuesMode;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.TagPattern;
import dev.tiercel.readthrough.MethodSpec.TagPiece;
import dev.tiercel.readthrough.MethodSpec.TtlSource;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our annotations may say, and what of it is refused with which line. */
class OwnDialectTest {
    private final Weaves weaves = new Weaves();

    record Row(long id, Duration expiresIn, boolean draft) {}

    static final class Times implements TtlFunction {
        @Override
        public Duration ttl(Object value) {
            return Duration.ZERO;
        }
    }

    abstract static class Said {
        @Cached(
                ttl = "5m",
                negativeTtl = "10s",
                staleIfError = "1h",
                loaderSoftTimeout = "200ms",
                eagerRefresh = "80%",
                values = Values.COPY)
        String all(long id) {
            return "";
        }

        @Cached(staleIfError = "0s", eagerRefresh = "0")
        String off(long id) {
            return "";
        }

        @Cached
        String nothing(long id) {
            return "";
        }

        @Cached(condition = "id > 0 && !preview", unless = "result.draft")
        Row conditioned(@CacheKey long id, boolean preview) {
            return null;
        }

        @Cached(unless = "result.draft")
        Row unless(String ignored, @CacheKey long id) {
            return null;
        }

        @Cached(ttlFrom = "expiresIn")
        CompletableFuture<Optional<Row>> byPath(long id) {
            return null;
        }

        @Cached(ttlFunction = Times.class)
        Row byFunction(long id) {
            return null;
        }

        @CachePut(cache = "rows", ttl = "1m", condition = "row.id > 0", unless = "result.draft")
        @CacheInvalidate(cache = "lists", all = true, condition = "p0.draft == false")
        Row put(@CacheKey("id") Row row, String note) {
            return row;
        }
    }

    private MethodSpec said(String method) {
        Map<String, MethodSpec> specs = weaves.specs(Said.class);
        assertThat(weaves.lines()).isEmpty();
        return specs.get(method);
    }

    @Test
    void settingsAreRead() {
        CacheOverrides all = said("all").read().said();

        assertThat(all.ttl()).hasMinutes(5);
        assertThat(all.negativeTtl()).hasSeconds(10);
        assertThat(all.staleIfError()).hasHours(1);
        assertThat(all.loaderSoftTimeout()).hasMillis(200);
        assertThat(all.eagerRefresh()).isEqualTo(0.8);
        assertThat(all.values()).isEqualTo(ValuesMode.COPY);
        assertThat(said("off").read().said().staleIfError()).isZero();
        assertThat(said("off").read().said().eagerRefresh()).isZero();
        assertThat(said("nothing").read().said()).isEqualTo(CacheOverrides.NONE);
    }

    @Test
    void aConditionHandsOverAllParameters() {
        MethodSpec conditioned = said("conditioned");

        assertThat(conditioned.passed()).isEqualTo(2);
        assertThat(conditioned.read().key()).containsExactly(KeyPart.of(KeyPart.Kind.EXACT, 0));
        assertThat(conditioned.read().condition().test(new Object[] {1L, false}, null))
                .isTrue();
        assertThat(conditioned.read().condition().test(new Object[] {1L, true}, null))
                .isFalse();
        assertThat(conditioned.read().unless().test(new Object[] {1L, false}, new Row(1, null, true)))
                .isTrue();
    }

    @Test
    void withoutOne_onlyTheKeyIsHandedOver() {
        MethodSpec unless = said("unless");

        assertThat(unless.passed()).isEqualTo(1);
        assertThat(unless.read().key()).containsExactly(KeyPart.of(KeyPart.Kind.EXACT, 0));
    }

    @Test
    void aValueMayTellItsTime() {
        assertThat(said("byPath").read().ttl()).isEqualTo(new TtlSource("expiresIn", ""));
        assertThat(said("byFunction").read().ttl()).isEqualTo(new TtlSource("", Times.class.getName()));
        assertThat(said("nothing").read().ttl()).isNull();
    }

    @Test
    void changesHaveConditionsToo() {
        MethodSpec put = said("put");

        assertThat(put.passed()).isEqualTo(2);
        Write.Put first = (Write.Put) put.writes().get(0);
        assertThat(first.key()).containsExactly(new KeyPart(KeyPart.Kind.DYNAMIC, 0, "id"));
        assertThat(first.said().ttl()).hasMinutes(1);
        assertThat(first.condition()).isNotNull();
        assertThat(first.unless()).isNotNull();
        Write.Clear second = (Write.Clear) put.writes().get(1);
        assertThat(second.condition().test(new Object[] {new Row(1, null, false), ""}, null))
                .isTrue();
    }

    abstract static class Many {
        @Cached(cache = "rows")
        Row one(long id) {
            return null;
        }

        @Cached(cache = "rows", each = true)
        List<Row> list(Collection<Long> ids) {
            return null;
        }

        @Cached(cache = "rows", each = true, negativeTtl = "1m")
        Map<Long, Row> map(@CacheKey("id") Row[] rows, @CacheKey String tenant, String ignored) {
            return null;
        }
    }

    @Test
    void keysThatComeTogether_areTakenOneByOne() {
        Map<String, MethodSpec> specs = weaves.specs(Many.class);

        assertThat(weaves.lines()).isEmpty();
        assertThat(specs.get("list").read().each())
                .isEqualTo(new Each(0, 0, "java.util.Collection", "id", "java.util.List", false));
        assertThat(specs.get("list").result())
                .isEqualTo(specs.get("one").result())
                .isEqualTo(specs.get("map").result());
        assertThat(specs.get("list").read().key()).containsExactly(KeyPart.of(KeyPart.Kind.EXACT, 0));
        assertThat(specs.get("map").read().each())
                .isEqualTo(new Each(0, 0, Row[].class.getName(), "id", "java.util.Map", true));
        assertThat(specs.get("map").read().key())
                .containsExactly(new KeyPart(KeyPart.Kind.DYNAMIC, 0, "id"), KeyPart.of(KeyPart.Kind.EXACT, 1));
    }

    class NotStatic implements TtlFunction {
        @Override
        public Duration ttl(Object value) {
            return Duration.ZERO;
        }
    }

    abstract static class Nonsense {
        @Cached(ttl = "soon")
        String ttl(long id) {
            return "";
        }

        @Cached(negativeTtl = "-1s")
        String negativeTtl(long id) {
            return "";
        }

        @Cached(staleIfError = "5")
        String staleIfError(long id) {
            return "";
        }

        @Cached(loaderSoftTimeout = "1d")
        String loaderSoftTimeout(long id) {
            return "";
        }

        @Cached(eagerRefresh = "1.5")
        String eagerRefresh(long id) {
            return "";
        }

        @Cached(condition = "id >")
        String condition(long id) {
            return "";
        }

        @Cached(condition = "result == null")
        String conditionOnResult(long id) {
            return "";
        }

        @Cached(unless = "nobody == 1")
        String unless(long id) {
            return "";
        }

        @Cached(ttlFrom = "expires")
        Row ttlFrom(long id) {
            return null;
        }

        @Cached(ttlFrom = "a..b")
        Row ttlFromNoPath(long id) {
            return null;
        }

        @Cached(ttlFrom = "expiresIn", ttlFunction = Times.class)
        Row both(long id) {
            return null;
        }

        @Cached(ttlFunction = NotStatic.class)
        Row ttlFunction(long id) {
            return null;
        }

        @Cached(each = true)
        Row eachReturns(List<Long> ids) {
            return null;
        }

        @Cached(each = true)
        CompletableFuture<List<Row>> eachLater(List<Long> ids) {
            return null;
        }

        @Cached(each = true)
        List<Optional<Row>> eachOptional(List<Long> ids) {
            return null;
        }

        @Cached(each = true)
        @SuppressWarnings("rawtypes")
        List eachRaw(List<Long> ids) {
            return null;
        }

        @Cached(each = true)
        List<Row> eachOne(long id) {
            return null;
        }

        @Cached(each = true)
        List<Row> eachTwo(List<Long> ids, String[] names) {
            return null;
        }

        @Cached(each = true, elementKey = "number")
        List<Row> eachKey(List<Long> ids) {
            return null;
        }

        @Cached(each = true)
        List<Row> eachUnfit(List<StringBuilder> ids) {
            return null;
        }

        @CacheInvalidate(cache = "a", condition = "result == null")
        String invalidate(long id) {
            return "";
        }

        @CachePut(cache = "a", ttl = "0s")
        String put(long id) {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ttl | ttl = \"soon\" is no time; allowed: 1ms to 3650d",
                "negativeTtl | negativeTtl = \"-1s\" is negative; allowed: 1ms to 3650d",
                "staleIfError | staleIfError = \"5\" has no unit; allowed: 0s to 3650d",
                "loaderSoftTimeout | loaderSoftTimeout = \"1d\" is too long; allowed: 0s to 10m",
                "eagerRefresh | eagerRefresh = \"1.5\" is too large; allowed: 0 to 0.95",
                "condition | condition = \"id >\" ",
                "conditionOnResult | condition = \"result == null\" ",
                "unless | unless = \"nobody == 1\" ",
                "ttlFrom | ttlFrom = \"expires\": dev.tiercel.weaving.OwnDialectTest$Row has no component, getter or field",
                "ttlFromNoPath | ttlFrom = \"a..b\" is no path; write names separated by dots",
                "both | it says both ttlFrom and ttlFunction; keep one of them",
                "ttlFunction | NotStatic.class: the agent cannot make one; give it a constructor without parameters",
                "eachReturns | each = true: it returns a dev.tiercel.weaving.OwnDialectTest$Row; a List, Set, Collection",
                "eachLater | each = true: it returns a java.util.concurrent.CompletableFuture; a List, Set, Collection",
                "eachOptional | each = true: its values are Optionals; leave out those that are not there instead",
                "eachRaw | each = true: its List does not say of what; write the element's type",
                "eachOne | each = true: 0 of its key parameters are a Collection, Iterable, List, Set or array",
                "eachTwo | each = true: 2 of its key parameters are a Collection, Iterable, List, Set or array",
                "eachKey | elementKey = \"number\": dev.tiercel.weaving.OwnDialectTest$Row has no component",
                "eachUnfit | its key parameter 1 is a java.lang.StringBuilder, which has no value equality",
                "invalidate | condition = \"result == null\" ",
                "put | ttl = \"0s\" is too short; allowed: 1ms to 3650d"
            })
    void nonsenseIsRefused_byALineThatNamesIt(String method, String reason) {
        assertThat(weaves.specs(Nonsense.class)).isEmpty();
        assertThat(weaves.refusal(method)).contains(reason);
    }

    enum Region {
        EU
    }

    abstract static class Tagged {
        @Cached(tags = {"catalog", "seller-{sellerId}/{region}", "{p1}", "{row.id}"})
        Row read(@CacheKey long id, long sellerId, Region region, @CacheKey Row row) {
            return null;
        }

        @CachePut(cache = "rows", tags = "seller-{sellerId}")
        Row put(@CacheKey long id, String sellerId) {
            return null;
        }

        @CacheInvalidate(
                cache = {"rows", "lists"},
                tags = {"catalog", "seller-{sellerId}"})
        void drop(Row key, long sellerId) {}
    }

    @Test
    void tagsAreRead() {
        Map<String, MethodSpec> specs = weaves.specs(Tagged.class);
        assertThat(weaves.lines()).isEmpty();
        assertThat(specs.get("read").read().tags())
                .containsExactly(
                        tag(literal("catalog")),
                        tag(literal("seller-"), value(1, ""), literal("/"), value(2, "")),
                        tag(value(1, "")),
                        tag(value(3, "id")));
        assertThat(specs.get("put").writes()).singleElement().isInstanceOfSatisfying(Write.Put.class, put -> assertThat(
                        put.tags())
                .containsExactly(tag(literal("seller-"), value(1, ""))));
        assertThat(specs.get("drop").writes()).extracting(Write::cache).containsExactly("rows", "lists");
        assertThat(specs.get("drop").writes()).allSatisfy(write -> assertThat(write)
                .isInstanceOfSatisfying(Write.DropTags.class, drop -> assertThat(drop.tags())
                        .containsExactly(tag(literal("catalog")), tag(literal("seller-"), value(1, "")))));
    }

    private static TagPattern tag(TagPiece... pieces) {
        return new TagPattern(List.of(pieces));
    }

    private static TagPiece literal(String text) {
        return new TagPiece.Literal(text);
    }

    private static TagPiece value(int position, String path) {
        return new TagPiece.Value(position, path);
    }

    abstract static class BadTags {
        private static final String LONG =
                "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x";

        @Cached(tags = " ")
        String blank(long id) {
            return "";
        }

        @Cached(tags = LONG)
        String tooLong(long id) {
            return "";
        }

        @Cached(tags = {"1", "2", "3", "4", "5", "6", "7", "8", "9"})
        String tooMany(long id) {
            return "";
        }

        @Cached(tags = "seller-{id")
        String open(long id) {
            return "";
        }

        @Cached(tags = "seller-id}")
        String closed(long id) {
            return "";
        }

        @Cached(tags = "seller-{seller}")
        String unknown(long id) {
            return "";
        }

        @Cached(tags = "seller-{}")
        String empty(long id) {
            return "";
        }

        @Cached(tags = "seller-{p1}")
        String beyond(long id) {
            return "";
        }

        @Cached(tags = "{row}")
        String noText(Row row) {
            return "";
        }

        @Cached(tags = "{fraction}")
        String fraction(long id, double fraction) {
            return "";
        }

        @Cached(tags = "{row.seller}")
        String noPath(Row row) {
            return "";
        }

        @Cached(each = true, tags = "{ids}")
        Map<Long, String> manyKeys(Collection<Long> ids) {
            return null;
        }

        @CacheInvalidate(cache = "rows", all = true, tags = "catalog")
        void both(long id) {}
    }

    @ParameterizedTest
    @CsvSource({
        "blank, is empty",
        "tooLong, 'has 101 characters, allowed are 100'",
        "tooMany, 'it has 9 tags, allowed are 8'",
        "open, has a { without a }",
        "closed, has a } without a {",
        "unknown, 'seller, which is none of its parameters'",
        "empty, no parameter",
        "beyond, 'p1, which is none of its parameters'",
        "noText, 'has no text of its own; name a part of it, as in {row.id}'",
        "fraction, has no text of its own",
        "noPath, 'no component, getter or field named seller'",
        "manyKeys, 'ids, which holds many keys'",
        "both, both all = true and tags",
    })
    void badTags_areRefusedWithALine(String method, String reason) {
        Map<String, MethodSpec> specs = weaves.specs(BadTags.class);
        assertThat(specs).doesNotContainKey(method);
        assertThat(weaves.lines())
                .filteredOn(line -> line.contains("BadTags." + method + " "))
                .singleElement()
                .asString()
                .contains(reason);
    }
}
